import { texts, type Chance, type Kinds } from './wording';

/** Values in which nothing may change, near as they come to personal data and hosts. */
export function keptValues(chance: Chance): Kinds {
  const hex = (count: number): string => chance.hex(count);
  const d = (count: number): string => chance.digits(count);
  const uuid = `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`;
  return {
    uuid: [
      `request ${uuid} failed`,
      uuid,
      `/api/orders/${uuid}`,
      `trace_id=${uuid}`,
      `{"id":"${uuid}"}`,
      ['orderId', uuid],
    ],
    'number in groups': [`costs 12\u202f000 or 1\u00a0234\u00a0567 in all`, 'distance.intra and stats.intra'],
    hash: [
      `commit ${hex(40)}`,
      `fixed in ${hex(7)}`,
      `${hex(64)}  dist.tgz`,
      `md5 ${hex(32)}`,
      `sha256:${hex(64)}`,
      `image@sha256:${hex(64)}`,
      `git checkout ${hex(12)}`,
      `merge base ${hex(10)}..${hex(10)}`,
      `etag W/"${hex(16)}"`,
      ['commit', hex(40)],
      `integrity sha1-${hex(20)}`,
      `blob ${hex(40)}	README.md`,
    ],
    version: [
      ...texts`
        upgrade to 10.4.2.1 ¦ version 1.2.3.4 ¦ v1.2.3.4 ¦ node 20.11.1 ¦ pkg@1.2.3.4
        AssemblyVersion("4.0.0.0") ¦ FileVersion 6.1.7601.17514 ¦ Firefox/115.0.0.12 ¦ Oracle 19.3.0.0
        jdk-11.0.2.9 ¦ chromium 120.0.6099.109 ¦ Edge 119.0.2151.97 ¦ nuget Foo 2.1.0.3
        driver 31.0.15.3623 ¦ Version=4.0.0.0, Culture=neutral ¦ terraform ~> 5.31.0 ¦ "version": "3.2.1.0"
        ^1.2.3 || ~2.0 ¦ >=1.0.0.0 <2.0.0.0 ¦ libfoo.so.1.2.3.4 ¦ foo-1.2.3.4.jar ¦ app_2.0.1.5_amd64.deb
        release 2024.1.2.3 ¦ macOS 14.2.1 ¦ OID 1.3.6.1.4 ¦ SNMP oid 1.3.6.1.2.1.1.5.0
        section 3.1.2.4 of the spec ¦ build 22631.3007 ¦ rev 4.2.0.1 broke it ¦ since 7.0.0.1
        postgres:16.1-alpine ¦ bumped lodash from 4.17.20 to 4.17.21 ¦ chapter 1.2.3.4 ¦ Version: 5.1.2.3
        the 5.4.0.2 release ¦ kernel 5.15.0.91 ¦ tag 1.0.0.0 ¦ Excel 16.0.4266.1001 ¦ v10.20.30.40
      `,
      ['version', '1.2.3.4'],
      ['nodeVersion', '20.11.1'],
    ],
    'reserved host': [
      ...texts`
        https://example.com/a ¦ http://api.example.org:8080/v1 ¦ user@example.net ¦ https://foo.test/x
        http://bar.invalid ¦ http://app.localhost:3000 ¦ localhost:5432 ¦ 127.0.0.1:6379
        http://[::1]:8080 ¦ 0.0.0.0:80 ¦ bind 0.0.0.0 ¦ http://127.0.0.1 ¦ :: ¦ ::1 ¦ 192.0.2.55
        198.51.100.7 ¦ 203.0.113.99 ¦ 2001:db8::8a2e:370:7334 ¦ 2001:db8:85a3::1 ¦ 255.255.255.0
        224.0.0.251 ¦ 239.255.255.250 ¦ postgres://localhost/app ¦ redis://127.0.0.1:6379
        mongodb://localhost:27017/app ¦ http://host.docker.internal:8080 ¦ amqp://localhost
        http://localhost ¦ ws://localhost:3000/ws ¦ http://[2001:db8::1]:80 ¦ jane.doe@example.com
        a@test.example ¦ smtp.example.com ¦ https://your-domain.com ¦ admin@yourcompany.com ¦ foo@bar.test
        10.0.0.0/8 ¦ 192.168.0.0/16 ¦ 172.16.0.0/12 ¦ 0.0.0.0/0 ¦ ::/0 ¦ 8.8.8.8 ¦ 1.1.1.1
      `,
    ],
    'reserved phone': [
      ...texts`
        call 555-0123 ¦ (212) 555-0147 ¦ +1-202-555-0143 ¦ 555-0100 ¦ 1-800-555-0199
      `,
    ],
    'public host': [
      // In parts: no host of a registry stands in this project.
      `https://www.${['npm', 'js'].join('')}.com/package/zod`,
      `https://${['pypi', 'org'].join('.')}/project/requests/`,
      ...texts`
        https://github.com/nodejs/node/pull/123 ¦ https://developer.mozilla.org/en-US/docs/Web/API
        https://www.w3.org/2000/svg ¦ http://www.w3.org/1999/xlink
        https://schema.org/Person ¦ https://json-schema.org/draft/2020-12/schema
        https://cdn.jsdelivr.net/npm/vue@3 ¦ https://fonts.googleapis.com/css2?family=Inter
        https://docs.python.org/3/library/re.html ¦ https://stackoverflow.com/questions/11227809
        https://en.wikipedia.org/wiki/Bloom_filter ¦ https://crates.io/crates/serde
        https://docs.docker.com/engine/
        https://kubernetes.io/docs/home/ ¦ https://learn.microsoft.com/en-us/azure/
        https://cloud.google.com/storage/docs ¦ https://api.github.com/repos/a/b
        https://gitlab.com/gitlab-org/gitlab ¦ https://hub.docker.com/_/redis ¦ https://unpkg.com/react@18
        https://datatracker.ietf.org/doc/html/rfc8259 ¦ https://admin.google.com
        https://status.openai.com ¦ https://dev.mysql.com/doc/ ¦ https://dev.to/some/post
        https://wiki.archlinux.org/title/Git ¦ https://sql.js.org ¦ https://redis.io/commands/set
        https://www.jenkins.io/doc/ ¦ https://grafana.com/docs/ ¦ https://vault.centos.org
        https://packages.debian.org ¦ https://wiki.postgresql.org/wiki/Main
        https://api.stripe.com/v1/charges ¦ https://hooks.example.com/x ¦ https://web.dev/articles/lcp
        https://nodejs.org/api/fs.html ¦ https://go.dev/blog/slices ¦ https://graphql.org/learn
        https://tailwindcss.com/docs ¦ https://vitest.dev/config ¦ https://esbuild.github.io/api
        https://typescript-eslint.io/rules ¦ https://raw.githubusercontent.com/a/b/main/README.md
        https://gist.github.com/a/b ¦ https://www.rfc-editor.org/rfc/rfc7519 ¦ https://sso.readthedocs.io
        https://security.snyk.io/vuln ¦ https://playground.tensorflow.org ¦ https://app.datadoghq.com
        https://sentry.io/issues ¦ https://login.microsoftonline.com/common/oauth2
        https://accounts.google.com/o/oauth2/auth ¦ https://oauth2.googleapis.com/token
        https://s3.amazonaws.com ¦ sts.amazonaws.com ¦ lambda.amazonaws.com ¦ https://dev.azure.com
        https://graph.microsoft.com/v1.0/me ¦ https://api.openai.com/v1 ¦ ghcr.io/owner/image:1
        docker.io/library/redis ¦ https://my.home-assistant.io ¦ mcr.microsoft.com/dotnet/sdk:8.0
        proxy.golang.org ¦ https://admin.shopify.com ¦ https://jira.atlassian.com/browse/JRA-1
        https://wiki.mozilla.org ¦ https://mail.python.org ¦ https://bugs.chromium.org/p/v8
        https://prometheus.io/docs ¦ https://www.elastic.co/guide
      `,
    ],
    number: [
      ...texts`
        1,234,567 ¦ 3.14159265 ¦ 1712345678 ¦ 2147483647 ¦ 18446744073709551615 ¦ 9007199254740991
        order 10045321 ¦ invoice 2024-000123 ¦ ISBN 978-3-16-148410-0 ¦ ISBN 0-306-40615-2
        EAN 4006381333931 ¦ x=1024 y=768 ¦ 1920x1080 ¦ 16:9 ¦ port 27017 ¦ 12:30:45 ¦ 99.95% ¦ $1,299.00
        € 49,90 ¦ 0.1 + 0.2 ¦ 1e-9 ¦ 404 ¦ 0xdeadbeef ¦ 0b1010 ¦ #ff8800 ¦ #3c22fb ¦ rgba(0, 0, 0, 0.5)
        page 12 of 340 ¦ 2 - 4 weeks ¦ rows 100-200 ¦ 1000000 iterations ¦ pid 48213 ¦ took 1234567 ns
        size 1073741824 ¦ id 8472913 ¦ line 1045, column 33 ¦ 1_000_000 ¦ exit code 137 ¦ uid 1000
        chmod 0755 ¦ retry after 3600 ¦ timeout 30000 ¦ batch 5000 ¦ 10.5.3 ¦ 20240315 ¦ 2024/03/15
        15.03.2024 ¦ 2024-W12 ¦ 20240315T101112Z ¦ 10:11:12.123 ¦ lines 12-34 ¦ 4.5 GB ¦ 192 kbps ¦ 5f
        p99 250ms ¦ 1.5e+10 ¦ RFC 2822 ¦ RFC 5321 section 4 ¦ CVE-2021-44228 ¦ CWE-79 ¦ JIRA-4821
        PR #4821 ¦ issue 12345 ¦ error 0x80070005 ¦ ORA-00942 ¦ E1101 ¦ TS2345 ¦ SQLSTATE 42P01 ¦ HTTP 418
        ticket 1234567890 ¦ offset 12345678 ¦ sequence 1234567890123 ¦ account 12 ¦ total 123 456 789
        1234-5678 ¦ 0000-0000-0000-0000 ¦ 1234 5678 9012 3456 ¦ build #20240315.4 ¦ seq=1234567890
        user 48213 has 12 orders ¦ offset 30 limit 100 ¦ EPSG:4326 ¦ span 12 4 2 ¦ 100 200 300 400
        M 10 10 L 20 20 Z ¦ translate(12.5 30.25) ¦ viewBox="0 0 24 24" ¦ d="M12 2.5 4.75-6.25"
        12.34, 56.78 ¦ matrix(1, 0, 0, 1, 20.5, 30.25) ¦ cubic-bezier(0.25, 0.1, 0.25, 1)
        version 20240315 ¦ from 2023-01-01 to 2023-12-31 ¦ between 100-200-3000 units ¦ heap 512 of 1024 MB
        weights [0.1234567, 0.7654321] ¦ loss 0.123456, accuracy 0.987654
        expected 37.774900, got 37.774901 ¦ sum 123-45-678 ¦ range 555-600 ¦ uses 8-16-32 spacing
        IDs 1000000001 to 1000000010 ¦ in 2024 we had 1200 calls ¦ call 3 of 10 ¦ called 1000000 times
        number 12 ¦ phone field has 20 chars ¦ tel input ¦ ring buffer 4096 65536 ¦ cell 12 34
        cell (3, 4) is 1000000 ¦ mobile breakpoint 640 768 1024 ¦ dial timeout 10000000
        contact id 1048576 ¦ number of rows: 12345678 ¦ call 1048576 times ¦ text 1048576 bytes ¦ fax: none
        pin 12 to 3.3 V ¦ a 10-20-30 split ¦ sin(0.5) ¦ sin 30 ¦ tin 4 ¦ dl 3 ¦ run 20240315 ¦ ci 123456789
        cc 12345678 ¦ rfc 123456 ¦ fin 1234567 ¦ tags 123456 ¦ account for 12345678 rows
        routing table 12345678 ¦ insurance ¦ policy number is required ¦ born in 1984
        the process was born at 12:00 ¦ dob field is required ¦ passport.js 0.6.0 ¦ passport strategy
        vin field ¦ license MIT ¦ Apache License 2.0 ¦ BSD-3-Clause ¦ CC-BY-4.0 ¦ license key missing
        the account balance is 12345678 ¦ ACCOUNT_LOCK_MINUTES=15 ¦ bic ¦ swift 5.9 ¦ Swift 5.10.1
        aba problem ¦ tax 19% ¦ tax id is optional ¦ medicare api ¦ rut ¦ the ring has 1024 slots
        address 0x7ffe12345678 ¦ ip address ¦ location: /login ¦ Location: /users/12 ¦ coordinates (12, 34)
        position 48.5, 11.2 ¦ lat/lng columns ¦ latitude DECIMAL(9,6) ¦ gps: disabled ¦ offset 48.123456
      `,
      `17${d(11)}`,
    ],
  };
}
