import type { Chance, Kinds } from './wording';

const FIRST = ['lena', 'petr', 'aoife', 'tomasz', 'ingrid', 'wiremu', 'zora', 'nkem'] as const;
const LAST = ['castell', 'quigg', 'raghu', 'wojcik', 'solheim', 'paltrow', 'kvist', 'osei'] as const;

/** `m.castell`, `lena.castell`, `castelll`. */
function login(chance: Chance): string {
  const first = chance.pick(FIRST);
  const last = chance.pick(LAST);
  return chance.pick([`${first.slice(0, 1)}.${last}`, `${first}.${last}`, `${last}${first.slice(0, 1)}`]);
}

/** Accounts, machines and homes: they stay at level partial, as paths do. */
export function accounts(chance: Chance): Kinds {
  const who = login(chance);
  const other = login(chance);
  const machine = `${chance.pick(['db', 'web', 'kafka'])}-${chance.pick(['prod', 'stg', 'uat'])}-${chance.digits(2)}`;
  const project = `fernhill-${chance.pick(['analytics', 'raw'])}-${chance.digits(6)}`;
  return {
    'login beside its name': [
      `username: «${who}»`,
      `deploy:\n  ssh_user: «${who}»`,
      `login_name=«${who}»`,
      `const session = { userName: "«${who}»" };`,
      `audit: username="«${who}»" action=export`,
      `{\\"username\\": \\"«${who}»\\", \\"plan\\": 3}`,
      ['username', `«${who}»`],
      ['loginName', `«${who}»`],
      ['ssh_user', `«${other}»`],
      ['login', `«${other}»`],
    ],
    'login in a log': [
      `sshd[811]: Accepted publickey for «${who}» from 127.0.0.1 port 50522 ssh2`,
      `Failed password for invalid user «${who}» from ::1 port 22`,
      `pam_unix(sshd:auth): authentication failure; logname= uid=0 tty=ssh user=«${who}»`,
      `session opened for user «${who}»(uid=1001)`,
      `sudo: «${who}» : TTY=pts/0 ; PWD=/srv ; USER=root ; COMMAND=/bin/ls`,
      `127.0.0.1 - «${who}» [04/Mar/2025:10:00:00 +0000] "GET /x HTTP/1.1" 200 12`,
      `FATAL:  role "«${who}»" does not exist`,
      `Access denied for user '«${who}»'@'localhost' (using password: YES)`,
      `INFO login ok user=«${who}» tenant=4`,
      `logged in as «${who}», the button is missing`,
      `dn: uid=«${who}»,ou=people,dc=fernhill,dc=dev`,
    ],
    'login in a command': [
      `ssh «${who}»@localhost -p 2222`,
      `scp dump.gz «${who}»@example.com:/srv/in/`,
      `rsync -a ./dist/ «${other}»@example.org:/var/www/`,
      `useradd -m -s /bin/bash «${who}»`,
      `login('«${who}»', password)`,
      `SELECT id FROM users WHERE login='«${who}»'`,
      `-rw-r--r-- 1 «${who}» staff 812 Mar 4 10:00 notes.md`,
    ],
    'machine without a domain': [
      `host=«${machine}» status=down`,
      `Mar  4 10:00:01 «${machine}» cron[220]: (root) CMD (run-parts)`,
      `ssh deploy@«${machine}»`,
      `server «${machine}» ran out of inodes`,
      `hostname: «prd-ledger-db0${chance.digits(1)}»`,
      ['hostname', `«prd-ledger-db0${chance.digits(1)}»`],
    ],
    'home elsewhere': [
      `profile on \\\\fs01\\home\\«${who}»\\profile.v6`,
      `\\\\localhost\\Users\\«${who}»\\Public`,
      `/nfs/home/«${who}»/run`,
      `/mnt/data/users/«${other}»/run`,
      `open file:///c%3A/Users/«${who}»/ws/a.ts`,
      `vscode-remote://wsl+Ubuntu/home/«${other}»/app opens empty`,
      `mail in /var/mail/«${who}»`,
      `crontab in /var/spool/cron/crontabs/«${other}»`,
      `started in /home/«${who}»/app, later «${who}» stopped it`,
    ],
    'host by its labels': [
      `nslookup «ledger15.intra.fernhill.studio» works`,
      `curl -s https://«reports-17.corp.fernhill.coop»/healthz`,
      `fails on «uat-api.fernhill.dev» only`,
      `VPN gateway «vpn46.fernhill-dental.com» drops UDP`,
      `no route to host «billing28.localdomain»`,
      `invite link for «fernhill-ops56.slack.com» ran out`,
      `monitor https://«fernhill-eng70.datadoghq.eu»/monitors/12`,
    ],
    'address assigned or turned': [
      `cidr_block = "«10.${chance.digits(2)}.148.0»/20"`,
      `PTR for «240.63.50.34».in-addr.arpa is missing`,
      `the printer («9e:68:fc:26:f0:fc») gets two leases`,
      `gateway = "«192.168.${chance.digits(2)}.7»"`,
    ],
    'cloud without its word': [
      `bigquery.Client(project="«${project}»")`,
      `service account of project «${project}» lacks storage.objects.get`,
      `az storage blob list --account-name «fernhillfiles${chance.digits(2)}» -c in`,
      `s3.upload_file("a.csv", "«fernhill-raw-eu${chance.digits(2)}»", "in/a.csv")`,
      `https://login.microsoftonline.com/«5a46fdd7-2e9d-4ad9-89be-35c36269b5${chance.digits(2)}»/v2.0`,
      ['storageAccountName', `«fernhilldata${chance.digits(2)}»`],
    ],
  };
}

/** What goes at level partial too. */
export function handles(chance: Chance): Kinds {
  const who = login(chance).replace('.', '_');
  const latitude = `52.${chance.digits(6)}`;
  const longitude = `13.${chance.digits(6)}`;
  const house = chance.digits(2);
  return {
    'handle of a network': [
      `ping @«${who}» on Slack`,
      `Twitter: @«${who}»`,
      `the PR of @«${who}» was merged without a review`,
      `found via https://twitter.com/«${who}»`,
      `his profile https://www.linkedin.com/in/«${who}»/ lists it`,
      `Discord «${who}#${chance.digits(4)}» posted the trace`,
      `skype: «${who}»`,
      ['instagram', `@«${who}»`],
    ],
    'place on a map': [
      `courier was sent to «${latitude}, ${longitude}» which is the home`,
      `https://maps.google.com/?q=«${latitude},${longitude}» points at it`,
      `https://www.openstreetmap.org/#map=18/«${latitude}/${longitude}»`,
    ],
    'address of Asia and Australia': [
      `the geocoder resolves «Unit 15, ${house} Copperfield Parade, Cairns QLD 2208» wrongly`,
      `Address: «Flat 385, Lotus Residency, MG Road, Pune 849 133»`,
      `He moved to «〒372-1684 大阪府吹田市千里5-16-${house}» in May`,
      `UPDATE customers SET address = '«〒105-7685 東京都練馬区光が丘7-12-${house}»' WHERE id = 3;`,
      `送货到«北京市朝阳区建国路${house}号»`,
    ],
    'phone behind a label': [
      `手机：«139${chance.digits(8)}»`,
      `tel. kom. «557 ${chance.digits(3)} 915»`,
      `the phone number «42 73 ${chance.digits(2)} 39» was stored`,
      `form.phone.value = "«080-4604 ${chance.digits(4)}»";`,
      `emergency_contact:\n  mobile: «989 ${chance.digits(2)} 536»`,
    ],
    'number by its word, as code has it': [
      `{\\"routing_number\\": \\"«068850674»\\", \\"account_number\\": \\"«95911${chance.digits(4)}»\\"}`,
      `<BIC>«FCCCDE2LXXX»</BIC>`,
      `Passport number: «CZG5TKTP${chance.digits(1)}», expires next spring`,
      ['steuerIdentifikationsnummer', `«249107368${chance.digits(2)}»`],
    ],
  };
}

/** What looks like accounts, machines and handles, and is none. */
export const keptAccounts: Kinds = {
  'account of everybody': [
    'ssh git@example.com',
    'login ok user=admin',
    'sudo -u www-data php a.php',
    'user=guest denied',
    'username: string',
    'username: required',
    'const { username } = form;',
    'username = request.username',
    '{"username": "admin", "plan": 3}',
    'role "postgres" does not exist',
    'session opened for user root(uid=0)',
    'host=db user=ledger password=${PASSWORD} dbname=ledger',
    ['username', 'anonymous'],
    ['login', 'Anmelden'],
    "login('google')",
    "login('main', handler)",
    "WHERE login='admin'",
    'useradd -r -s /usr/sbin/nologin deploy',
  ],
  'sign of a decorator or a scope': [
    'cc @platform-team',
    'ping @here',
    'guarded by @login_required',
    'code by @angular/core',
    'https://twitter.com/nodejs',
    'skype: enabled',
    'vite#1234 is the same',
  ],
  'number of something else': [
    'part number 914-25554-70',
    'part number 914-255-7011',
    'versions 19.3.0.0, 21.1.9.0 and 23.4.1.2',
    'tested against Oracle 19.3.0.0 and 21.1.9.0',
    'meet at the dot com boom',
    'look at line dot net runtime',
    'EAN 4051682822530 scans wrong',
    '[0.123456, 0.234567, 0.345678]',
    'Address: see below, it is long',
    ['ean13', '4051682822530'],
  ],
  'words of a team': [
    'Owner: Backend Guild',
    'Owner: Payments Squad',
    'ask Support about the cache',
    'assigned to Backend',
    'Thanks everyone!',
    'firstName: String,',
    '{"firstName": "Required"}',
    'owner: { name: "Platform Team" }',
    'Platform Team <team@example.com>',
    '作者：管理员',
    'Автор: не указан',
  ],
  'machine of no one': [
    'server my-prod-1 is an example',
    'tag release-prod-12',
    'Mar  4 10:00:01 localhost cron[220]: x',
  ],
};
