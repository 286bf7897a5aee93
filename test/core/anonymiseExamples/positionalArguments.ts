import type { RuleExamples } from './examples';

export const positionalArgumentsExamples: RuleExamples = {
  'argument-of-connect': {
    examples: [
      "conn = database('shop','root','cop~per-otter-ginger-71');",
      'mqtt.connect("sensor-7", "iot", "peli~can_7522rw");',
      'WiFi.begin("OfficeNet", "har~bor4711");',
      'conn.Open "ShopDSN", "sa", "Wy1R~bYdJRI"',
      'ldapConn.Bind("cn=admin", "Z5Mzh~4s03Xu")',
      "new Sequelize('shop', 'app', 'clo~ver8793', { dialect: 'mysql' });",
    ],
    counterExamples: [
      'connect("localhost", "5432")',
      'mqtt.connect("broker", "sensor-7")',
      'client.connect("10.0.0.1", "web-01")',
      'WiFi.begin(ssid, password);',
      'fs.open("a.txt", "r+")',
      'conn.open("GET", "/api/v2/items1")',
      'socket.connect("tcp", "127.0.0.1:8080")',
    ],
  },
  'argument-of-login': {
    examples: [
      'User.objects.create_superuser("admin", "a@example.com", "lant~ern_6794nj")',
      "await signInWithEmailAndPassword(auth, 'a@example.com', 'tea~pot9820');",
      'Credentials::new("kim".into(), "fer~ret2904".into())',
      "http.basic_auth 'kim', 'rad~ish4328'",
      '.basic_auth("kim", Some("Tea~pot.258ct"))',
    ],
    counterExamples: ["login('kim', provider)", "login('kim', 'oauth2')", "register('route', 'v1.users')"],
  },
  'argument-of-signing': {
    examples: [
      "jwt.sign({ id: 1 }, 'Mand~arin.737vx');",
      'token.SignedString([]byte("Clut~dP6xTV"))',
      "app.use(cookieParser('peb~ble_4995sw'));",
      "crypto.scryptSync('aco~rn3243', 'salt', 32);",
      'new SecretKeySpec("Yzkcu~SNY9ygIKmlW".getBytes(), "AES")',
      'keyStore.load(in, "SLOjm4~yiQHGYwx".toCharArray());',
    ],
    counterExamples: [
      'jwt.sign(payload, secret)',
      "jwt.sign(p, key, { algorithm: 'HS256' })",
      'new SecretKeySpec(bytes, "HmacSHA256")',
    ],
  },
  'argument-of-hashing': {
    examples: ["password_hash('a3br4~t8Liof', PASSWORD_BCRYPT);", "bcrypt.hashSync('noo~dle1946', 10)"],
    counterExamples: ['password_hash($password)', "hash_password('new_password')"],
  },
  'compared-password': {
    examples: [
      'if (password.equals("fer~ret.5726uz")) grant();',
      'subtle.ConstantTimeCompare([]byte(pass), []byte("Yna~SifJgyA1Pf0I"))',
    ],
    counterExamples: [
      'password.equals(other)',
      'hash_equals($a, $b)',
      'token.equals("refresh_token")',
      'strcmp(argv, "--help")',
    ],
  },
  'literal-compared': {
    examples: ['"Har~bor8402?".equals(password)'],
    counterExamples: ['"v1".equals(version)', '"Bearer".equals(token)'],
  },
  'noted-literal': {
    examples: ['child.sendline("mL0V5~WI3Js4BOVst")  # sudo password'],
    counterExamples: ['field("password1")  # password', "open('x1') # the file"],
  },
  'encoded-pair': {
    examples: ["headers.set('Authorization', 'Basic ' + btoa('app:umRH~AkbY3XzRoEg3'));"],
    counterExamples: ["btoa(user + ':' + password)", 'btoa(`${user}:${password}`)', "btoa('user:password')"],
  },
};
