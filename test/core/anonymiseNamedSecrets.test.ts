import { describe, expect, test } from 'vitest';
import { anonymise, anonymiseText, expandExample } from './anonymiseSupport';

/** What names a secret, the text up to it, the secret, the text after it; `~` keeps a file from holding one. */
const NAMED: readonly (readonly [what: string, before: string, secret: string, after: string])[] = [
  [
    'columns of a file of variables',
    'db_username       = "web"\ndb_password       = "',
    'PeGNP3~6NzELtGg',
    '"',
  ],
  ['spaces after the sign', 'datasource:\n  password:        ', 'Gran~ite_45', ''],
  ['spaces alone', '#define WIFI_PASS      "', 'Gran~ite_45', '"'],
  [
    'columns of the output of a tool',
    'secret_id             ',
    '4ded40d5-b6ba~-4b93-9274-6d49a1e0a564',
    '\n',
  ],
  ['a literal in braces', 'std::string password{"', 'YUBvo5~C1ZBnWjr', '"};'],
  ['a tuple', '{password, "', 'Gran~ite_45', '"},'],
  ['a dotted pair', '(password . "', 'Gran~ite_45', '")'],
  ['quotes that are operators', 'password => q{', 'Gran~ite_45', '},'],
  ['a setter of a property', 'storePassword.set("', 'Gran~ite_45', '")'],
  ['an object with a value', '"db_password": {"value": "', 'Gran~ite_45', '", "sensitive": true}'],
  ['an element within', '<AdministratorPassword><Value>', 'Gran~ite_45', '</Value>'],
  ['a name that ends with pw', 'binddn cn=reader\nbindpw ', 'kkKndDz~Vx9Wf!0sY', ''],
  ['the name of a token', 'ldap_default_authtok = ', 'Gran~ite_45', ''],
  ['a tag after the sign', '<li>Password: <code>', 'Gran~ite_45', '</code></li>'],
  ['tags that are written out', '&lt;password&gt;', 'Gran~ite_45', '&lt;/password&gt;'],
  ['what a value is otherwise', "password: <%= ENV['X'] || '", 'Gran~ite_45', "' %>"],
  ['a call or else a literal', 'password = getpass() or "', 'Gran~ite_45', '"'],
  ['a dump with lengths', '["password"]=>\n  string(11) "', 'Gran~ite_45', '"'],
  ['an expectation', "expect(user.password).toBe('", 'Gran~ite_45', "')"],
  ['bytes of Go', 'var hmacSecret = []byte("', 'Gran~ite_45', '")'],
  ['key material', '<keyMaterial>', 'Gran~ite_45', '</keyMaterial>'],
  [
    'a pass phrase in a note',
    '- admin passphrase for the backup drive: ',
    'velvet badger guards 11 light~houses',
    '\n- next',
  ],
  [
    'a salt of 64 signs',
    "define( 'AUTH_SALT',        '",
    'k#9Qz 4Zua.HC~pOp4|5Yp}ay <s9u+~~V6{o9mz,sH8L! Q)w2;eR@7 t*Y5^u&I',
    "' );",
  ],
  [
    'armour of a virtual private network',
    '',
    '-----BEGIN Open~VPN Static key V1-----\n{h:32}\n{h:32}\n-----END OpenVPN Static key V1-----',
    '',
  ],
  ['a password between signs', "password = '", '!!Summer~2024!!', "'"],
  ['a password between hyphens', "password = '", '--Winter~2025--', "'"],
  ['a password between the signs of a template', 'db_password: "', '@@hunt~er2Blue@@', '"'],
  ['a password between lines', 'password = "', '__hunt~er2Blue__', '"'],
  ['a password behind the sign of a reference', "password = '", '$[Kx93~jfQ2', "'"],
  ['a password behind brackets', "password = '", '[[Kx93~jfQ2', "'"],
  ['what a variable is otherwise', 'pwd = os.getenv("PWD_X", "', 'Sparrow^~Hafen=2003', '")'],
  ['an answer under its key', 'security_answer = "', 'Wen~del51', '"'],
  ['an answer that is a name', '{"question":"pet","secret_answer":"', 'Re~x', '"}'],
  ['a hash that lets in', '"ntlmHash": "', '{h:32}~', '"'],
  ['a code of a second factor', '"otp": "', '570~318', '"'],
  [
    'the words of a phrase that is told',
    'The passphrase is "',
    'velvet otter lantern harbour 71~',
    '", keep it',
  ],
  [
    'a value with a point, far to the right',
    '        env:\n        - name: DB_PASSWORD\n          value: ',
    'kQ4xrT.vB~7mZ2pw',
    '',
  ],
  ['a flag of a command that pushes', 'dotnet nuget push out.nupkg --api-key ', 'Lark~731-q', ' --source x'],
  ['a login at a registry', 'az acr login -n acme -u ci -p ', 'Sparrow+~Hafen-2003', ''],
  ['a quoted password in a pipe', "echo svc:'", 'Jr.w8~TKQP52+417', "' | sudo chpasswd"],
  ['armour of a seed', '', '-----BEGIN USER NKEY ~SEED-----\nSUA{u:55}\n------END USER NKEY SEED------', ''],
];

const STAY: readonly string[] = [
  'password: @@DB_PASSWORD@@',
  'password: %%db.password%%',
  "password = '__API_KEY_1__'",
  'password: $[db.password]',
  'password: [[ db password ]]',
  'The passphrase is "too short for this site", sorry',
  'The passphrase is "not the same as the password"',
  'securityAnswer: string',
  'pwd = os.getenv("PWD", "/srv/app1")',
  'password = os.getenv("DB_PASSWORD", "")',
  'token = os.environ.get("TOKEN", "default")',
  'password = os.getenv("A", "changeme")',
  'password = os.getenv("A", "${PASSWORD}")',
  '"security_answer": "Security answer"',
  'secretAnswer = "Enter your answer"',
  'security_answer VARCHAR(255)',
  'const securityAnswer = form.securityAnswer;',
  '"otp": "6"',
  'otp_length = 100000',
  'otp = generateOtp(123456)',
  'ntlmHash = md4(encode(password))',
  'auth: NTLM',
  'value: response.dataItems',
  '- name: DB_PASSWORD\n  value: vault.databasePassword',
  'nuget push out.nupkg --api-key $NUGET_KEY',
  'The passphrase is stored in 2 places for safety',
  'Passphrase: rotated every 90 days by the team',
  'passphrase: at least 20 characters long',
  'GetSecretValue(SecretId="prod/db1/main")',
  'secret_id: my-app/prod/database',
  'const { password, "x": y } = z',
  'const token = read(name) || "string"',
  'password = hash_password("utf8x") or "none"',
  'const names = ["password",\n      "argument2"]',
  'import { password, "string-1" }',
  'token{"kind":"x1"}',
  'password    username    host12',
  'token    string   required   max36',
];

describe('a secret is known by its name', () => {
  test.each(NAMED)('%s', (_, before, secret, after) => {
    const value = expandExample(secret);
    const text = anonymiseText(before + value + after);
    expect(text).not.toContain(value.slice(-8));
    expect(text.startsWith(before.replace(/["'({]+$/, '').trimEnd())).toBe(true);
  });

  test('that stands above its value in an object', () => {
    const secret = expandExample('Gran~ite_45');
    expect(JSON.stringify(anonymise({ db_password: { value: secret, sensitive: true } }))).not.toContain(
      secret,
    );
    const kept = { password: { value: 'required', note: 'step 12' }, colours: { value: 'Granite_45' } };
    expect(anonymise(kept)).toEqual(kept);
  });

  test.each(STAY)('but not here: %s', (text) => {
    expect(anonymiseText(text)).toBe(text);
  });
});
