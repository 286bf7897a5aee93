import type { RuleExamples } from './examples';

export const commandInputsExamples: RuleExamples = {
  'positional-password': {
    examples: [
      'rabbitmqctl add_user worker cop~per-902dd',
      'mosquitto_passwd -b pw.txt kim Fdc~A0giW10',
      'htpasswd -nb kim bad~ger2696',
      'drush user:password kim "bad~ger-6972ag"',
      'wpa_passphrase Depot nut~meg3201',
      "ansible-vault encrypt_string 'Juni~per-1141it' --name db",
      'openssl passwd -6 bis~cuit.4717qx',
      'impdp system/Tea~pot-6212sl directory=d',
      'net use Z: \\\\nas\\share cinn~amon-21 /user:kim',
      'usermod -p rtpe6~XTOZX kim',
    ],
    counterExamples: [
      'rabbitmqctl list_users --formatter json2',
      'htpasswd -c .htpasswd kim2',
      'useradd -m -s /bin/bash kim2',
      'openssl passwd -6 -stdin',
      'net use z: \\\\nas1\\share /persistent:yes',
      'wpa_passphrase Depot "$PSK"',
    ],
  },
  'password-beside-user': {
    examples: ['tool login -u kim -p sat~in3020 -o acme', 'runner.exe /u:kim /p:bad~ger4471 x'],
    counterExamples: [
      'docker run -u 1000 -p 8080:80 nginx',
      'psql -U app -p 5433',
      'nc -u host -p 9000',
      'pytest -u x -p no:cacheprovider2',
      'docker run -u node -p 127.0.0.1:3000:3000 web2',
    ],
  },
  'pair-of-user-flag': {
    examples: [
      'lftp -u kim,aJQE~wbCsDMjGDa5239 ftp.example.com',
      'curl -ukim:pass~4711x https://example.com',
    ],
    counterExamples: ['lftp -e "mirror a b" ftp.example.com', 'curl -u"$U:$P" https://example.com'],
  },
  'here-string': {
    examples: [
      "kinit kim <<< 'rad~ish3089'",
      'chpasswd <<< "kim:YD788~9AurIT"',
      'read -r TOKEN <<< "tea~pot6677"',
      'gh auth login --with-token <<< {h:40}',
    ],
    counterExamples: ['read -r major minor <<< "1 2"', 'kinit kim <<< "$PASS"', 'cat <<< "hello world1"'],
  },
  'piped-secret': {
    examples: [
      "echo 'This~tle8345!' | sudo -S apt-get update",
      "printf '%s' 's3cL~0AYMnMyE' | gpg --passphrase-fd 0 -d a.gpg",
      'echo "Sat~in.4424cx" | cryptsetup luksOpen /dev/sdb1 d',
      'echo YXBwOnRoaXN0bGU4NTQy~cHhaWDhMUG8= | base64 -d > creds',
    ],
    counterExamples: [
      'echo hello | sudo tee /etc/motd',
      'echo "$PASS" | sudo -S true',
      'echo yes | sudo -S true',
    ],
  },
  'echoed-file': {
    examples: ['rsync --password-file=<(echo bea~ver.6335pa) a b::c'],
    counterExamples: ['rsync --password-file=<(echo $PASS) a b::c', 'diff <(echo a) <(echo b)'],
  },
  'sent-line': {
    examples: ['expect -c \'send "hEB1S~8vlpdV\\r"\''],
    counterExamples: ['send "yes\\r"', 'send "$password\\r"', 'send "show version\\r"'],
  },
  'stored-secret': {
    examples: [
      'gh secret set DEPLOY_KEY --body "{h:40}"',
      'gh secret set DEPLOY_KEY -b"{h:40}"',
      'az keyvault secret set --vault-name v --name db --value {a:30}',
      'aws ssm put-parameter --name /db/pass --type SecureString --value {a:24}',
    ],
    counterExamples: [
      'gh secret set TOKEN --body "$TOKEN"',
      'gh secret list',
      'az keyvault secret set --name x --file key.pem',
    ],
  },
  'secure-string-before-type': {
    examples: ['aws ssm put-parameter --value {a:24} --type SecureString'],
    counterExamples: [
      'aws ssm put-parameter --value "$X" --type SecureString',
      '--value plain1 --type String',
    ],
  },
  'token-of-a-login': {
    examples: [
      'wandb login {h:40}',
      'cargo login {a:36}',
      'snyk auth {uuid~}'.replace('{uuid~}', '4f1d2c3b~9a8e7d6c5b4a3f2e'),
    ],
    counterExamples: ['cargo login', 'wandb login --relogin', 'ngrok authtoken $TOKEN', 'snyk auth --help'],
  },
};
