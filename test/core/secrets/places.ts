/** How a secret stands in a text: the language (for code), and the text with `@@` for it. */
export interface Wording {
  readonly language: string;
  readonly text: string;
  /** The key of the record's member that holds the text. */
  readonly key?: string;
  /** The secret fills a string literal of code. */
  readonly literal?: boolean;
}

const code = (language: string, text: string): Wording => ({
  language,
  text,
  key: 'codeTemplate',
  literal: true,
});
const file = (language: string, text: string): Wording => ({ language, text, key: 'codeTemplate' });
const prose = (text: string): Wording => ({ language: 'prose', text, key: 'rationale' });

/** For tokens that say themselves what they are: nothing beside them has to. */
export const BARE: readonly Wording[] = [
  prose('The nightly job still runs with @@ although we agreed to retire it.'),
  prose('After that the gateway answered 403 (@@ had expired).'),
  prose('Someone pasted `@@` into the incident channel'),
  prose('rotate:@@'),
  prose('see "@@", revoked on Friday.'),
  prose('Log line: level=warn msg="denied" cred=@@ attempt=3'),
  prose('we tried @@, then another one; neither worked'),
  { language: 'config', text: '@@', key: 'value' },
  { language: 'config', text: '@@', key: 'detail' },
  code('js', 'export const gateway = new Gateway("@@", { retries: 2 });'),
  code('js', "await client.connect('@@');"),
  code('js', 'const options = { headers: { "x-caller": "@@" } };\nsend(options);'),
  code('ts', "function open(value: string = '@@'): void { start(value); }"),
  code('py', 'gateway = Gateway("@@", retries=2)'),
  code('py', "def open_gateway(value='@@'):\n    return Gateway(value)"),
  code('go', 'gateway, err := dial.New("@@")\nif err != nil { return err }'),
  code('rb', "Gateway.configure do |c|\n  c.value = '@@'\nend"),
  code('php', "$gateway = new Gateway('@@');"),
  code('java', 'Gateway gateway = new Gateway("@@");'),
  code('cs', 'var gateway = new Gateway("@@");'),
  code('kt', 'val gateway = Gateway("@@")'),
  code('rs', 'let gateway = Gateway::new("@@".to_string());'),
  code('swift', 'let gateway = Gateway(value: "@@")'),
  code('ps1', '$gateway = Connect-Gateway -Value "@@"'),
  file('sh', 'gatewayctl push --as @@ --wait'),
  file('sh', "gatewayctl login '@@' && gatewayctl status"),
  file('yaml', 'gateway:\n  value: @@\n  retries: 2'),
  file('toml', '[gateway]\nvalue = "@@"\nretries = 2'),
  file('json', '{\n  "gateway": { "value": "@@", "retries": 2 }\n}'),
  file('xml', '<gateway><value>@@</value></gateway>'),
  file('ini', '[gateway]\nvalue=@@\nretries=2'),
  file('env', 'GATEWAY=@@\nRETRIES=2'),
  file('http', 'GET /v2/things HTTP/1.1\nHost: api.example.com\nX-Caller: @@'),
  file('hcl', 'gateway {\n  value = "@@"\n}'),
  file('dockerfile', 'FROM node:22\nENV GATEWAY @@\nRUN npm ci'),
];

/** For secrets that their name gives away: `SNAKE`, `UPPER`, `camel`, `Pascal`, `kebab`, `words` stand for the name. */
export const WITH_NAME: readonly Wording[] = [
  code('js', 'const camel = "@@";'),
  code('js', "module.exports = { camel: '@@', region: 'eu-west-1' };"),
  code('js', 'app.set("camel", "@@");'),
  code('js', "process.env.UPPER = process.env.UPPER || '@@';"),
  code('js', 'const camel = `@@`;'),
  code('js', 'const { camel = "@@" } = options;'),
  code('js', 'this.camel = "@@";'),
  code('ts', 'private readonly camel: string = "@@";'),
  code('py', 'snake = "@@"'),
  code('py', "client = Client(region='eu', snake='@@')"),
  code('py', 'UPPER = os.getenv("UPPER", "@@")'),
  code('py', "settings = {'snake': '@@', 'region': 'eu'}\nrun(settings)"),
  code('go', 'camel := "@@"'),
  code('go', 'const Pascal = "@@"'),
  code('go', 'cfg := Config{Pascal: "@@", Region: "eu"}'),
  code('rb', "Client.new(snake: '@@')"),
  code('rb', "config.snake = '@@'"),
  code('php', "define('UPPER', '@@');"),
  code('php', "return ['snake' => '@@', 'region' => 'eu'];"),
  code('java', 'private static final String UPPER = "@@";'),
  code('java', 'builder.setPascal("@@").build();'),
  code('cs', 'private const string Pascal = "@@";'),
  code('cs', 'var options = new Options { Pascal = "@@" };'),
  code('kt', 'private const val UPPER = "@@"'),
  code('rs', 'let snake = "@@".to_string();'),
  code('rs', 'const UPPER: &str = "@@";'),
  code('swift', 'let camel = "@@"'),
  code('ps1', '$camel = "@@"'),
  file('ps1', "$env:UPPER = '@@'"),
  file('sh', 'export UPPER=@@'),
  file('sh', "UPPER='@@' ./deploy.sh --region eu"),
  file('sh', './deploy.sh --kebab @@ --region eu'),
  file('sh', './deploy.sh --kebab=@@ --region eu'),
  file('sh', 'docker run -e UPPER=@@ -p 80:80 shop:latest'),
  file('env', '# local\nUPPER=@@\nREGION=eu'),
  file('env', 'UPPER="@@"'),
  file('yaml', 'region: eu\nsnake: @@\nretries: 3'),
  file('yaml', 'app:\n  camel: "@@"\n  region: eu'),
  file('yaml', 'environment:\n  - REGION=eu\n  - UPPER=@@'),
  file('yaml', 'env:\n  - name: UPPER\n    value: "@@"'),
  file('toml', '[app]\nsnake = "@@"'),
  file('ini', '[app]\nkebab = @@\nregion = eu'),
  file('properties', 'app.kebab=@@\napp.region=eu'),
  file('json', '{ "camel": "@@", "region": "eu" }'),
  file('json', '{\\"snake\\":\\"@@\\",\\"region\\":\\"eu\\"}'),
  file('xml', '<app><camel>@@</camel><region>eu</region></app>'),
  file('xml', '<add key="Pascal" value="@@" />'),
  file('xml', '<setting camel="@@" region="eu"/>'),
  file('hcl', 'provider "shop" {\n  snake = "@@"\n  region = "eu"\n}'),
  file('dockerfile', 'FROM alpine\nENV UPPER=@@\nCMD ["run"]'),
  file('dockerfile', 'ARG UPPER=@@'),
  prose('The words is @@ for now.'),
  prose('words: @@'),
  prose('Set UPPER to @@ before the first start.'),
  prose('It only works with words = @@, not with the other one.'),
  prose('We had the words "@@" in the repository for years'),
  prose('snake=@@ was rejected by the server'),
  { language: 'config', text: '@@', key: 'camel' },
  { language: 'config', text: '@@', key: 'SNAKE' },
  { language: 'config', text: '@@', key: 'kebab' },
];

/** A wording with the name in its spellings. */
export function named(wording: Wording, name: string): Wording {
  const words = name.split(' ');
  const capital = words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1));
  const camel = (words[0] ?? '') + capital.slice(1).join('');
  const spell = (text: string): string =>
    text
      .replaceAll('UPPER', words.join('_').toUpperCase())
      .replaceAll(/snake|SNAKE/g, words.join('_'))
      .replaceAll('kebab', words.join('-'))
      .replaceAll('Pascal', capital.join(''))
      .replaceAll('camel', camel)
      .replaceAll('words', name);
  return {
    ...wording,
    text: spell(wording.text),
    ...(wording.key === undefined ? {} : { key: spell(wording.key) }),
  };
}
