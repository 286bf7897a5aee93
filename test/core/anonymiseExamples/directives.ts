import type { RuleExamples } from './examples';

export const directivesExamples: RuleExamples = {
  'redis-directive': {
    examples: [
      'requirepass ging~er-thistle-38',
      'CONFIG SET masterauth "wal~rus_928km"',
      'sentinel auth-pass mymaster ZyHuw~jD1cNBl2',
      'ACL SETUSER kim on >l9Qk~OVp5Yrbaz',
      'user default on >Aco~rn-9116km ~~* +@all',
    ],
    counterExamples: [
      'requirepass is not set',
      'masterauth $REDIS_PASS',
      'user kim clicks on > next',
      'requirepass ""',
    ],
  },
  'inline-login': {
    examples: [
      '  stats auth admin:glac~ier-copper-28',
      'user web insecure-password Gran~ite_45',
      'cache_peer proxy.example.com parent 3128 0 no-query login=web:Gran~ite_45',
      'register => 6001:Gran~ite_45@sip.example.com/6001',
      'web:{PLAIN}Gran~ite_45:1000:1000::',
      'web : EAP "Gran~ite_45"',
      'web * "Gran~ite_45" *',
      'a1 LOGIN web Gran~ite_45',
      '/msg NickServ IDENTIFY Gran~ite_45',
      "EXEC sp_addlogin 'web', 'Gran~ite_45'",
    ],
    counterExamples: [
      'stats auth admin:$PASSWORD',
      'register => 6001',
      'a1 LOGIN failed again',
      'the {PLAIN} scheme stores it as it is',
      'key : PSK "secret"',
      'SELECT * "from 2 tables" *',
    ],
  },
  'user-list': {
    examples: [
      'chpasswd:\n  list: |\n    ubuntu:Pep~per-754ya\n  expire: false',
      'chpasswd <<EOF\nroot:Gran~ite_45\nEOF',
    ],
    counterExamples: ['chpasswd:\n  expire: false', 'chpasswd <<EOF\nroot:$ROOT_PASSWORD\nEOF'],
  },
  'generated-password': {
    examples: ['"type": "random_password", "attributes": { "length": 16, "result": "5VqkLPY6~4nO9bzRi" }'],
    counterExamples: [
      '"type": "random_password", "result": "REDACTED"',
      '"type": "random_pet", "result": "a-b"',
    ],
  },
  'redis-auth': {
    examples: ['\nAUTH Jpe~yBQZwo2\n', '\nAUTH kim had~dock_4471\n'],
    counterExamples: [
      'AUTH required',
      'AUTH called without any password configured',
      'AUTH token in step 12',
    ],
  },
  'device-directive': {
    examples: [
      'snmp-server community EUPYu~eLrh58D RO',
      'rootpw --plaintext Gran~ite_45',
      "option key 'Gran~ite_45'",
      ' key-string Gran~ite_45',
      'ip ospf message-digest-key 1 md5 Gran~ite_45',
      'ppp chap password 0 Gran~ite_45',
      'snmp-server user ops all v3 auth sha Gran~ite_45 priv aes 128 x',
      'radius-server key 7 rSud~vduX33kvSu',
      'username admin password 7 7478217F8~AFC7D0093',
      'wpa-psk ascii 0 ipHKt~l0UgWsbXu',
    ],
    counterExamples: ['snmp-server community public RO', 'pre-shared-key missing', 'tacacs key rotation'],
  },
  'snmp-community': {
    examples: ['snmpwalk -v2c -c dfJ3~iMMzCL switch1'],
    counterExamples: ['snmpwalk -v2c -c public switch1', 'snmpget -v3 -l authPriv switch1'],
  },
  'sql-key': {
    examples: [
      "ATTACH DATABASE 'e.db' AS e KEY 'sat~in3817';",
      "PRAGMA key = 'clo~ver2267';",
      "SELECT crypt('com~et1168', gen_salt('bf'));",
      "SELECT pgp_sym_decrypt(body, 'cinn~amon9433') FROM notes;",
      "UPDATE wp_users SET user_pass = MD5('com~et.6792bc')",
    ],
    counterExamples: ["PRAGMA key = '$KEY'", 'SELECT crypt(password, salt)', "WHERE sort_key = 'name1'"],
  },
  'mail-relay-map': {
    examples: ['inline:{ [smtp]:587=kim:bad~ger6173 }'],
    counterExamples: ['[smtp.example.com]:587=relay:$PASS', '[smtp]:587 starttls'],
  },
  'inline-credentials': {
    examples: ['<auth-user-pass>\nkim\nVel~vet.8136ea\n</auth-user-pass>'],
    counterExamples: ['<auth-user-pass>\n</auth-user-pass>', '<auth-user-pass>\nkim\n${PASS}\n'],
  },
  'identified-by-phrase': {
    examples: ['ALTER USER system IDENTIFIED BY wal~rus-tangerine-quartz-76;'],
    counterExamples: [
      'CREATE USER app IDENTIFIED BY :password',
      'identified by column id',
      "IDENTIFIED BY 'x'",
    ],
  },
  'secret-variable': {
    examples: [
      'echo "##vso[task.setvariable variable=deployPassword;issecret=true]Kes~trel_2231"',
      '##vso[task.setvariable variable=DB_PASS;issecret=true;isoutput=true]wal~rus9k',
    ],
    counterExamples: [
      'echo "##vso[task.setvariable variable=dbPassword;issecret=true]$(dbPassword)"',
      '##vso[task.setvariable variable=region;issecret=false]eu-west-1',
    ],
  },
  'masked-in-a-log': {
    examples: ['echo "::add-mask::ott~er-otter-tulip-78"'],
    counterExamples: ['echo "::add-mask::$TOKEN"', '::add-mask::${{ secrets.X }}'],
  },
};
