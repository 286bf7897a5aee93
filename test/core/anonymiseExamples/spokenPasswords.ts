import type { RuleExamples } from './examples';

/** Values are joined from two parts, so that no file holds a secret. */
export const spokenPasswordsExamples: RuleExamples = {
  'announced-password': {
    examples: [
      'we changed the db password to har~bor4083 on Friday',
      'the admin password got reset to Haz~el_543vl yesterday',
      'password for kim (new): bad~ger-9237xj',
      'Password as of May - tea~pot178 and so on',
      'A temporary password is generated for root@localhost: lfPF#~7m3do+ggfA',
      'the guest wifi key is plu~m1489',
      'WPA2 key of the upper floor is Spar~row#40412',
      'WLAN-Schlüssel: Spar~row508_k',
      'the secret is granite-quartz-co~pper-34',
      'parola este Tea~pot215?',
      'das neue Passwort heißt Bar~ge#77Kite',
      'le mot de passe du wifi est « Alm~ond.1904iz »',
      'пароль от базы — vel~vet4471ab',
      'パスワードは n00dl3~ging3r#55 です',
      '数据库密码是pel~ican_1586rd',
      'рабочий пароль был Aco~rn-3193wz',
      '비밀번호는 Tea~pot7670? 입니다',
      'password\nG93Nk9D~r16H1',
    ],
    counterExamples: [
      'WPA2 key is WPA2-PSK only',
      'the WPA key is 256-bit',
      'WLAN-Schlüssel: mindestens 8 Zeichen',
      'WPA key handshake: see RFC4764',
      'the WPA2 key is rotated every 90days',
      'the password was changed to comply with the policy',
      'the password is hashed with argon2id before it is stored',
      'the password is set to expire after 90days',
      'we moved the password to vault-prod-01',
      'the password is the same as on server01',
      'password: at least 12 characters, see ADR-0042',
      'the password reset mail was fixed in v2.3.1',
      'пароль: не менее 12 символов',
      '密码不能为空 (E1024)',
      'a senha é obrigatória 1x',
      'password = models.CharField(max_length=128)',
    ],
  },
  'password-beside-name': {
    examples: ['пароль базы данных bea~ver292x', '用户名 kim 密码 peb~ble4104'],
    counterExamples: ['пароль 2FA не нужен', '密码 SHA256 加密'],
  },
  'password-named-afterwards': {
    examples: [
      'they still have bea~ver547!! as the database password',
      'rad~ish7550! is the root password there',
      'the router takes Moo~n_4471ab (password of the old one)',
    ],
    counterExamples: [
      'OAuth2 is the password replacement',
      'user4711 is the password owner here',
      'argon2id as the password hash',
    ],
  },
  'password-of-an-act': {
    examples: [
      'log into the router as root using fer~ret6684',
      'the zip is encrypted with iaze7@~SViB5*C9S',
      'you can get in with admin/ij9u5VH~OAgahrnn4',
      'authenticate as kim with plu~m7171',
    ],
    counterExamples: [
      'the disk is encrypted with AES-256-GCM',
      'connect to the cluster with kubectl-1.29',
      'signed in with user4711',
      'logged in with node-v20.11.1',
      'opened with model claude-3-5-sonnet-20241022',
    ],
  },
  'password-for-an-act': {
    examples: [
      'use noo~dle.1946kb for the vpn',
      'use bea~ver.3399gk to log in',
      'type lant~ern3446$ when it asks for the password',
      'try Tea~pot-9582ip if the first password fails',
    ],
    counterExamples: [
      'use HTTPS for the vpn portal in 2024',
      'use node-18 for the build',
      'type yes when it asks for the password again, 3 times',
      'use sha256sum to unlock the cache',
      'try again if the first password fails, up to 3 times',
    ],
  },
  'accepted-pair': {
    examples: ['admin:Gran~ite6719% works on the router', 'root:bad~ger5349 is accepted by the switch'],
    counterExamples: [
      'localhost:8080 works on the runner',
      'nginx:1.25-alpine works here',
      'node:20-bookworm is still valid',
    ],
  },
  'well-known-pair': {
    examples: ['Jenkins is admin/zeph~yr7741', 'the camera takes root:Mar~ble_4471x'],
    counterExamples: ['admin/users42', 'root:root', 'admin/page2024', 'root:x:0:0:root', 'admin/app.v2.js'],
  },
  'network-key': {
    examples: [
      'the guest wifi is Depot-Guest, key fal~con6453',
      'wlan "Shop" code: 7Qk2~mZ8xWv4R',
      'Guest Wi-Fi in the north office on floor two: network "Depot", key orch~id-lantern-6487',
    ],
    counterExamples: ['wifi channel 11, key management WPA2', 'the wifi module is the key feature of esp32'],
  },
  'user-and-p': {
    examples: ['u: kim p: w4lru5~gr4n1t3#88'],
    counterExamples: ['u: kim p: 4', 'user: kim, port: 5432'],
  },
  'value-then-name': {
    examples: ['New value: uMbB8m6m5V~8rjAoFN6xw6k (password)'],
    counterExamples: ['Field: password1 (password)', 'type: string (password)'],
  },
  'security-answer': {
    examples: [
      'Security question: which street? Answer: Wen~del43',
      "mother's maiden name: Lind~qvist",
      'Mädchenname der Mutter: Lind~qvist',
      "My first pet's name is Re~x",
      '"mothersMaidenName": "Lind~qvist"',
    ],
    counterExamples: [
      "Mother's maiden name is required",
      "mother's maiden name: Required field",
      'Security question: how many? Answer: none',
      'Question: is it safe? Answer: Yes it is',
      'security questions are answered by support',
      'maidenName: user.maidenName',
      'My first school project was Fancy',
    ],
  },
};
