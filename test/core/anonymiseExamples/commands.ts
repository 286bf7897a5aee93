import type { RuleExamples } from './examples';

export const commandsExamples: RuleExamples = {
  'user-flag': {
    examples: [
      'curl -u web:Gran~ite_45 https://files.example.com',
      'ran curl -sSu web:Gran~ite_45 https://files.example.com',
      'curl https://files.example.com -kfLu web:Gran~ite_45',
    ],
    counterExamples: [
      'curl -sSu user:password https://example.com',
      'curl -sSu $USER:$PASS x',
      'curl -sS https://example.com:8443/x',
      'curl -sSo a:b4 https://example.com',
      'curl -sS -H host:b.example.com x',
      'curl -u user:password https://example.com',
      'curl -u $USER:$PASS x',
    ],
  },
  'password-flag': {
    examples: [
      'sshpass -p Gran~ite_45 ssh web@example.com',
      'mysql -uroot -pGran~ite_45 shop',
      'redis-cli -h cache -a Gran~ite_45 ping',
      'docker login -u bot -p Gran~ite_45 registry.example.com',
      'openssl aes-256-cbc -d -in x -k Gran~ite_45',
      "net ads join -U 'web%Gran~ite_45'",
      'kadmin -p web/admin -w Gran~ite_45',
    ],
    counterExamples: ['mysql -u root -p shop', 'docker run -p 8080:80 web', 'mongosh --port 27017'],
  },
  'mount-password': {
    examples: ['mount -t cifs //files/a /a -o user=web,password=Gran~ite_45,vers=3.0'],
    counterExamples: ['mount -o password=$P /a'],
  },
  'piped-password': {
    examples: [
      'echo "web:Gran~ite_45" | chpasswd',
      'echo Gran~ite_45 | docker login -u web --password-stdin',
    ],
    counterExamples: ['echo "$TOKEN" | docker login --password-stdin'],
  },
  'snmp-password': {
    examples: ['snmpget -v3 -u web -A Gran~ite_45 router', 'createUser web SHA Gran~ite_45 AES x'],
    counterExamples: ['snmpwalk -v2c -c public router'],
  },
  'snmp-privacy-password': {
    examples: ['snmpget -v3 -u web -A q -X Gran~ite_45 router', 'createUser web SHA q AES Gran~ite_45'],
    counterExamples: ['snmpwalk -v2c -c public router'],
  },
  'router-secret': {
    examples: ['username web privilege 15 secret Gran~ite_45', 'enable secret Gran~ite_45'],
    counterExamples: ['enable secret rotation', 'username is secret'],
  },
  'mail-relay': { examples: ['[mail.example.com]:587 web:Gran~ite_45'], counterExamples: ['[mail]:587 ok'] },
  'wifi-code': {
    examples: ['WIFI:T:WPA;S:shop;P:Gran~ite_45;;'],
    counterExamples: ['WIFI:T:nopass;S:shop;;'],
  },
  'sql-identified-bare': {
    examples: ['CREATE USER web IDENTIFIED BY Gran~ite45'],
    counterExamples: ['IDENTIFIED BY VALUES', 'identified by name2'],
  },
  'sql-identified': {
    examples: [
      "GRANT ALL ON web.* TO web IDENTIFIED BY 'Gran~ite_45'",
      "SET PASSWORD FOR web = 'Gran~ite_45'",
    ],
    counterExamples: ["IDENTIFIED BY '<password>'", 'identified by name'],
  },
  'credential-pair': {
    examples: [
      "requests.get(url, auth=('web', 'Gran~ite_45'))",
      'new NetworkCredential("web", "Gran~ite_45")',
    ],
    counterExamples: ["login('web', 'password')", "auth=('user', password)"],
  },
  'used-as-password': {
    examples: ['we had Gran~ite_4711 as the password'],
    counterExamples: ['use HTTP/2 as the secret', 'base64 as the token format'],
  },
  'pair-before-credentials': {
    examples: ['web:Gran~ite_4711 are the credentials'],
    counterExamples: ['app/config2024 is the start page', 'http://a.b/c1234567 is the page'],
  },
  'pin-or-code': {
    examples: ['one-time password 839~201', 'the PIN is 48~29', 'verification code: 839~201', 'CVV 73~7'],
    counterExamples: [
      'one-time passwords expire after 300 seconds',
      'one-time password length: none',
      'a one-time code of six digits',
      'pin 2.1',
      'pinned 12 times',
      'OTP-22',
    ],
  },
  'uuid-secret': {
    examples: [
      'HEROKU_API_KEY={h:8}-{h:4}-{h:4}~-{h:4}-{h:12}',
      "api_token: '{h:8}-{h:4}-{h:4}~-{h:4}-{h:12}'",
    ],
    counterExamples: [
      'api id 3f2504e0-4f89-41d3-9a0c-0305e82c3301',
      'urn:uuid:3f2504e0-4f89-41d3-9a0c-0305e82c3301',
    ],
  },
  'terraform-default': {
    examples: [
      'variable "db_password" {\n  default = "Gran~ite_45"\n}',
      'variable "devops_pat" {\n  default = "{l:52}~"\n}',
    ],
    counterExamples: [
      'variable "db_patch" {\n  default = "weekly-45"\n}',
      'variable "pattern" {\n  default = "[a-z]+45"\n}',
      'variable "devops_pat" {\n  default = ""\n}',
      'variable "db_password" {\n  default = "changeme"\n}',
      'variable "app_path" {\n  default = "/srv/app45"\n}',
      'variable "db_password" {\n  type = "string"\n}',
    ],
  },
  'wallet-key': {
    examples: ['new Wallet("0x{h:64}~")', '0x{h:64}~ is the private key'],
    counterExamples: ['sha256 {h:64}'],
  },
  netrc: {
    examples: ['machine files.example.com login bot password Gran~ite_45'],
    counterExamples: ['login form password field'],
  },
  pgpass: {
    examples: [
      'localhost:5432:web:web:Gran~ite_45',
      "echo 'localhost:5432:web:web:Gran~ite_45' > ~~/.pgpass",
    ],
    counterExamples: [
      "echo 'localhost:5432:web:web' > a",
      '"a:80:b:c:d"',
      "'12.30:00:000:1234'",
      "echo 'localhost:5432:web:web:$PGPASSWORD'",
      "'src/io.js:5432:12:9: error'",
      'src/io.js:5432:12:9: error',
    ],
  },
  'login-pair': {
    examples: ['log in with admin / Gran~ite_4711'],
    counterExamples: ['login page / register', 'credentials: include'],
  },
  'npmrc-auth': {
    examples: [
      '//registry.example.com/:_authToken=q7Zk~2Wm9Xr4B',
      '//registry.example.com/:_password={h:8}-{h:4}-{h:4}~-{h:4}-{h:12}',
    ],
    counterExamples: [
      '//registry.example.com/:_password=${NPM_PASSWORD}',
      '//registry.example.com/:_password=',
      'where user_password = stored_value1',
      '//registry.example.com/:_password is base64',
      '//registry.example.com/:_password=<base64>',
      '_authToken=${NPM_TOKEN}',
    ],
  },
  'docker-config-auth': {
    examples: ['{"auths":{"r":{"auth":"d2ViOk~dyYW5pdGU0NQ=="}}}'],
    counterExamples: ['"auth": "required"'],
  },
  'oracle-thin': {
    examples: ['jdbc:oracle:thin:web/Gran~ite45@//db:1521/X'],
    counterExamples: ['jdbc:oracle:thin:@//db:1521/X'],
  },
  'go-mysql-dsn': {
    examples: ['web:Gran~ite45@tcp(db:3306)/web'],
    counterExamples: ['user:password@tcp(localhost:3306)/db'],
  },
  'connection-key': {
    examples: [
      'AccountName=web;AccountKey={b:~86}==;EndpointSuffix=core.windows.net',
      'Endpoint=sb://x.example.com/;SharedAccessKeyName=a;SharedAccessKey={b:~43}=',
    ],
    counterExamples: ['AccountKey=<your-key>', 'PrimaryKey=True'],
  },
};
