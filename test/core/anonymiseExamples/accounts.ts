import type { RuleExamples } from './examples';

/** Logins, handles, homes: what a person is called on machines and networks. */
export const accountsExamples: RuleExamples = {
  'login-quoted': {
    examples: [
      'const session = { userName: "demiry" };',
      "{'username': 'p.kowalski'}",
      'data.append("username", "kvasquez")',
    ],
    counterExamples: [
      '{"username": "admin"}',
      'username: "string"',
      "name = 'username', 'password'",
      '{"login": "Log in"}',
      '{"username": "benutzername"}',
      "username: 'user.name'",
      'username: "johndoe"',
      'label={t("username")}',
    ],
  },
  'login-by-key': {
    examples: [
      'username: tammaroi\n',
      'deploy:\n  ssh_user: bjorn.novotny\n',
      'login_name=c.nakamura\n',
      '**Username:** kvasquez\n',
    ],
    counterExamples: [
      'username: string',
      'username: required',
      'username = form.name',
      'username: must be unique',
      'create(username=owner_two)',
      'db_username: ledger',
      'username: admin',
      'login: disabled',
      'Login: see below',
      'username: request.user',
    ],
  },
  'login-of-user': {
    examples: [
      'INFO login ok user=lbrennan tenant=4',
      'authentication failure; ruser= user=iyerv\n',
      'USER=kvasquez\n',
    ],
    counterExamples: [
      'user=root',
      'login ok user=admin',
      'user=guest denied',
      'host=db user=ledger password=x dbname=y',
      'connect(user=kestrel, port=1)',
      'user=null',
      'for user=${NAME}',
    ],
  },
  'login-in-log': {
    examples: [
      'Accepted publickey for s.eriksen from 127.0.0.1 port 50522 ssh2',
      'Failed password for invalid user gallagherr from ::1 port 22',
      'session opened for user szabol(uid=1001)',
      'logged in as petrova, the button is missing',
      "Access denied for user 'mdemir'@'localhost'",
      'uid=1000(kvasquez) gid=1000',
      '$ whoami\nkvasquez\n',
    ],
    counterExamples: [
      'Accepted publickey for deploy from 127.0.0.1',
      'session opened for user root(uid=0)',
      'logged in as admin.',
      'logged in as usual, nothing happened',
      "Access denied for user 'root'@'localhost'",
      'uid=0(root)',
      'whoami returns it',
    ],
  },
  'login-of-role': {
    examples: ['FATAL:  role "demirt" does not exist'],
    counterExamples: [
      'role "postgres" does not exist',
      'role "editor" does not exist',
      'the role "kestrel" is new',
    ],
  },
  'login-of-person-key': {
    examples: ['{"user": "m.castell", "action": "export"}', 'assignee=m.castell\n', 'actor: "mcastell12"'],
    counterExamples: [
      '"user": "ledger"',
      'user: user.name',
      'owner: "fernhill.io"',
      'owner: platform.team',
      'author = self.author',
      'user: "service_account"',
    ],
  },
  'login-told': {
    examples: [
      'deleted by user m.castell yesterday',
      'my username is m.castell',
      'git config --global user.name m.castell',
    ],
    counterExamples: [
      'by user request',
      'for user input.value',
      'username is taken',
      'as user types',
      'username must be 8.5',
    ],
  },
  'login-with-host': {
    examples: ["GRANT ALL ON db.* TO 'kvasquez'@'localhost'"],
    counterExamples: ["'root'@'localhost'", "'app'@'%'"],
  },
  'login-of-sudoer': {
    examples: ['\nkvasquez ALL=(ALL) NOPASSWD: ALL'],
    counterExamples: ['root ALL=(ALL:ALL) ALL', '%wheel ALL=(ALL) ALL'],
  },
  'login-in-sudo': {
    examples: ['sudo: ckowalski : TTY=pts/0 ; PWD=/srv ; USER=root'],
    counterExamples: ['sudo: root : TTY=pts/0', 'sudo: unable to resolve host'],
  },
  'login-in-access-log': {
    examples: ['\n127.0.0.1 - yusuf.gallagher [04/Mar/2025:10:00:00 +0000] "GET /x HTTP/1.1" 200 12'],
    counterExamples: [
      '127.0.0.1 - - [04/Mar/2025:10:00:00 +0000] "GET /x"',
      '127.0.0.1 - admin [04/Mar/2025:10:00:00 +0000]',
    ],
  },
  'login-in-directory': {
    examples: ['dn: uid=m.lindqvist,ou=people,dc=fernhill'],
    counterExamples: ['uid=admin,ou=system', 'uid=1000,gid=4', 'uid={0},ou=people'],
  },
  'login-at-host': {
    examples: [
      'ssh m.brennan@localhost -p 2222',
      'scp dump.gz hbrennan@example.com:/srv/in/',
      'rsync -a ./dist/ p.moreau@example.org:/var/www/',
      'sftp://kvasquez@example.com/in',
    ],
    counterExamples: [
      'ssh git@example.com',
      'ssh root@localhost',
      'ssh ec2-user@example.com',
      'scp a deploy@example.com:/x',
      'ssh localhost',
    ],
  },
  'login-in-command': {
    examples: ['useradd -m -s /bin/bash kvasquez;', 'usermod -aG docker kvasquez\n'],
    counterExamples: ['useradd -r postgres', 'adduser fails on alpine', 'usermod -aG docker $USER'],
  },
  'login-in-ssh-config': {
    examples: ['Host box\n  HostName example.com\n  User kvasquez\n'],
    counterExamples: ['Host box\n  HostName example.com\n  User git\n', 'hostname unknown User name'],
  },
  'profile-page': {
    examples: [
      'https://twitter.com/moreaus',
      'https://www.linkedin.com/in/kvasquez/ lists it',
      'see https://x.com/mcastell12',
      'https://bsky.app/profile/m.castell',
    ],
    counterExamples: [
      'https://twitter.com/nodejs',
      'https://twitter.com/intent/tweet',
      'https://www.facebook.com/sharer.php',
      'https://www.linkedin.com/in/',
    ],
  },
  'handle-of-network': {
    examples: [
      'Twitter: @palomav96',
      'instagram: @fitzgeraldm',
      'X: @mcastell12',
      'GitHub handle @mcastell12',
    ],
    counterExamples: ['slack: @here', 'github: @types/node', 'Mastodon: @admin', 'discord: @everyone'],
  },
  'handle-of-messenger': {
    examples: ['skype: abubakarp', 'WeChat id: kvasquez'],
    counterExamples: ['skype: enabled', 'skype: true', 'wechat: login', 'skype: call()'],
  },
  'handle-with-number': {
    examples: ['Discord moreaui#7575 posted the trace'],
    counterExamples: ['Discord#1234', 'vite#1234', 'discord bot#1234'],
  },
  'handle-mentioned': {
    examples: [
      'ping @haddadm_dev on Slack',
      'the PR of @d_kowalski68 was merged',
      'cc @kvasquez',
      'reviewed by @mcastell12',
    ],
    counterExamples: [
      'ping @here',
      'cc @platform-team',
      'PR by @dependabot',
      'thanks @all',
      'code by @angular/core',
      'guarded by @login_required',
      'a fix by @Injectable',
      'thanks @everyone',
    ],
  },
  'handle-acting': {
    examples: ['@mcastell12 merged it', 'then @kvasquez reviewed the PR'],
    counterExamples: ['@Injectable merged it', '@import merged the', '@dependabot merged this'],
  },
  'home-on-share': {
    examples: [
      '\\\\fs\\home\\dmitri.steinbach\\profile.v6',
      '\\\\localhost\\Users\\moreaue\\Public',
      '\\\\fs\\profiles$\\kvasquez',
    ],
    counterExamples: ['\\\\fs\\home\\shared\\x', '\\\\fs\\Users\\Public\\x', '\\\\fs\\data\\kvasquez'],
  },
  'home-on-volume': {
    examples: ['/nfs/home/lnakamura/run', '/mnt/data/users/kvasquez/run'],
    counterExamples: ['/nfs/home/shared', '/app/home/dashboard', 'src/data/home/page', '/api/users/kvasquez'],
  },
  'home-in-url': {
    examples: ['file:///c%3A/Users/oabubakar/ws/a.ts', 'vscode-remote://wsl+Ubuntu/home/l.moreau/app'],
    counterExamples: [
      'file:///c%3A/Users/Public/a.ts',
      'vscode-remote://wsl+Ubuntu/home/ubuntu',
      'https://example.com/home/kvasquez',
    ],
  },
  'file-of-account': {
    examples: ['mail in /var/mail/demirs', 'crontab in /var/spool/cron/crontabs/e.okonkwo'],
    counterExamples: ['/var/mail/root', '/var/spool/mail/', '/var/spool/cron/crontabs/www-data'],
  },
};

/** Machines by their names alone; addresses turned round; names in clouds. */
export const machinesExamples: RuleExamples = {
  'machine-named': {
    examples: [
      'host=db-prod-51 status=down',
      'server web-prod-52 ran out of inodes',
      'ssh deploy@kafka-prod-50',
      'hostname: "db-stg-3"',
    ],
    counterExamples: [
      'server my-prod-1',
      'host=web',
      'node release-prod-12',
      'server foo-prod-12.example.com',
      'tag db-prod-51',
    ],
  },
  'machine-by-label': {
    examples: ['hostname: prd-erp-db01 is slow', 'nodename=k8s-wrk-07', '"server": "ledger-fs02"'],
    counterExamples: [
      'hostname: localhost',
      'node: node-18',
      'node: v20-alpine',
      'server: nginx-mod01',
      'host: us-east-1',
      'host: my-app-v2',
      'host: sha-256',
      'step: k8s-wrk-07',
      'node: step-one-02',
    ],
  },
  'machine-in-syslog': {
    examples: ['\nMar  4 10:00:01 app-prod-48 cron[220]: (root) CMD', '\nNov 12 10:00:01 web1 sshd[9]: ok'],
    counterExamples: [
      'Mar  4 10:00:01 localhost cron[220]: x',
      'Mar  4 10:00:01 server cron: x',
      'Mar 14 10:00:01 started',
    ],
  },
  'machine-by-maker': {
    examples: ['connect to DESKTOP-7K3J9QX failed', 'on Lenas-MacBook-Pro now'],
    counterExamples: ['desktop-only styles', 'WIN-BACK', 'DESKTOP-LAYOUT', 'a-macbook'],
  },
  'machine-in-prompt': {
    examples: ['deploy@db-prod-51:~~$ ls', '[root@web-prod-2 /srv]# ls'],
    counterExamples: ['deploy@box:~~$ ls', 'a@db-prod-51'],
  },
  'ipv4-reversed': {
    examples: ['PTR for 243.79.191.46.in-addr.arpa is missing'],
    counterExamples: ['1.0.0.127.in-addr.arpa', '5.2.0.192.in-addr.arpa', '10.in-addr.arpa'],
  },
  'ipv6-reversed': {
    examples: ['4.3.2.1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.c.b.a.0.0.4.1.0.a.2.ip6.arpa'],
    counterExamples: [
      '1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.ip6.arpa',
      '4.3.2.1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa',
    ],
  },
  'mac-named': {
    examples: ['mac 3c22fb~9a0b1c joined', 'link/ether 52:54~:00:12:34:56 brd', 'dev_3C_22~_FB_9A_0B_1C'],
    counterExamples: [
      'mac: 000000000000',
      'ether ff:ff:ff:ff:ff:ff',
      'mac address of 12 digits 1',
      'dev 2024',
    ],
  },
  'storage-account': {
    examples: [
      'az storage blob list --account-name kestrelworksfiles84 -c in',
      'storageAccountName: "lumenfoldlogs83"',
    ],
    counterExamples: [
      'storage account: required',
      '--account-name mystorageaccount'.replace('mystorageaccount', 'accountname'),
      'storageAccount: storage.name',
    ],
  },
  'project-with-number': {
    examples: [
      'service account of project lumenfold-analytics-199059 lacks it',
      'bigquery.Client(project="tallgrass-sandbox-485122")',
    ],
    counterExamples: [
      'project example-app-12345',
      'project build-2024',
      'projects in 12345',
      'project=web-app',
    ],
  },
  'bucket-of-call': {
    examples: [
      's3.upload_file("a.csv", "tallgrass-raw-eu76", "in/a.csv")',
      "storage.bucket('tallgrass-raw-eu76')",
    ],
    counterExamples: [
      's3.upload_file(path, bucket, key)',
      's3.Bucket("my-bucket")',
      's3.download_file("example-bucket", k, f)',
    ],
  },
};
