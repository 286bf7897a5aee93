import type { RuleExamples } from './examples';

export const networkExamples: RuleExamples = {
  ipv4: {
    examples: ['no route to 10.20~.30.40 here', 'http://172.16~.9.1:80/', 'peer 192.168~.44.7/24'],
    counterExamples: [
      '127.0.0.1',
      '192.0.2.10',
      'version 8.0.2.17',
      'Chrome/121.0.6167.85',
      'release 1.2.3.4',
      'section 4.2.1.7',
      '10.20.30',
    ],
  },
  'ipv4-in-name': { examples: ['on ip-10-20~-30-40.ec2'], counterExamples: ['ip-127-0-0-1'] },
  ipv6: {
    examples: ['on [fd12:3456~::9]:443', '2a00:1450:4001:81b::200e~'],
    counterExamples: ['::1', '2001:db8::7', '12:45:00', 'std::string', 'a::b::c', 'fe::'],
  },
  'mac-address': {
    examples: [
      'ether 3c:22:fb~:9a:0b:1c',
      '10.3.4.5 is at 3c:22:fb~:9a:b:1c on en0',
      'learned 3c22~.fb9a.0b1c on VLAN 30',
      '3C22~.FB9A.0B1C',
      'dhcp-host=3c-22-fb~-9a-0b-1c,nas',
    ],
    counterExamples: [
      'pkg==3c22.fb9a.0b1c',
      'host=00:00:00:00:00:00',
      '00:00:00:00:00:00',
      '12:34:56:12:34:56',
      'ffff.ffff.ffff',
      '1234.5678.9012',
      'version 3c22.fb9a.0b1c',
    ],
  },
  'internal-host': {
    examples: [
      'proxied to cart.shop3~.svc.cluster.local',
      'on db7.corp~.fernhill.dev now',
      'ssh build01~.lan',
      'Server=tcp:etl-prod57~.fernhill.pt,1433',
      'DNS:db.intra~.fernhill.de',
      'NO_PROXY=localhost,.corp~.fernhill.dev',
      'Tenant fernhill37~.onmicrosoft.com has it',
      'on teamcity~.fernhill.de',
      'SMTP_HOST=mail.intern~.fernhill.at',
      'gateway vpn-muc~.fernhill.de',
      'HostName=fern-pump~.azure-devices.net;',
      'mongosh --host rs0/mongo1~.fernhill.corp:27017',
    ],
    counterExamples: [
      'config.local.json',
      'sun.internal.misc.Unsafe',
      '.env.local',
      'node:internal/process',
      'com.acme.internal',
      'iot.eu-west-1.amazonaws.com',
      'contoso.onmicrosoft.com',
      'my-app.herokuapp.com',
      'this.db.query.it',
      'std::internal.corp',
      'docs/internal.local.md',
      'lib/admin.internal:12',
      'api.example.com',
    ],
  },
  'host-after-user': {
    examples: ['ssh deploy@web01.corp~.fernhill.dev', 'jdbc:oracle:thin:@//db7.intra~.fernhill.pt:1521/X'],
    counterExamples: ['ssh git@github.com', '@db.mark.slow', '// see db.mark.slow'],
  },
  'ssh-host': {
    examples: ['scp a.txt deploy@box.fern~hill.net:/srv'],
    counterExamples: ['ssh git@github.com', 'ssh web@example.com'],
  },
  'unc-host': {
    examples: ['\\\\fileserver7~\\share\\a.txt', '"\\\\\\\\fileserver7~\\\\share"'],
    counterExamples: ['\\\\d+\\w', '\\\\server\\share', '"C:\\\\Users\\\\Public"'],
  },
};
