import { rulesLike, word } from './rulesLike';

const OPEN = '["\'`“„«‘] ?';
/** In the marks of a form, in quotes, one word. */
const VALUE = `((?<=[;:]S:|<name>)[^;<\\n]{2,32}|(?<=${OPEN})[^"'\`”“„«»‘’\\n\\\\]{2,32}?(?= ?["'\`”“»’])|(?<!${OPEN})[A-Za-z0-9][\\w.+-]{2,31}(?: \\d{1,4})?(?![\\w("']|\\.\\w))`;
const KIND = '(?<!\\w)(?:wi-?fi|wlan|hotspot)';
const NETWORK = '(?:network|netz(?:werk)?|ssid|name[dns]{0,2}|called|réseau|rede?|rete)';

/** Words that stand where a network's name would: of code, of forms, of standards. */
const NO_NAME =
  /^(?:[\w$]+[.([].*|(?:const|char|std|wpa|wep|802|ieee|esp)(?:\d|\b).*|(?:(?:my|your|test|wi-?fi|wlan|b?ssid|network|name|id|list|string|hidden|optional|required|default)[ _-]?)+\d?|.*example.*)$/i;

/** With a number, a hyphen or a capital within; beside its label also a capitalised word. */
const isName = (value: string, text: string, start: number): boolean =>
  !NO_NAME.test(value) &&
  !/^[a-z]+(?:[_-][a-z]+)+$|^[\d.-]+$/.test(value) &&
  (/\d|-|[a-z][A-Z]/.test(value) ||
    (/^[A-Z][a-z]{4,}$/.test(value) && /ssid\W{0,30}$/i.test(text.slice(Math.max(0, start - 40), start))));

const network = (id: string, keywords: string, place: string) =>
  rulesLike({
    category: 'ip-addresses',
    tier: 'context',
    weight: 52,
    rewrite: word('SSID'),
    learn: true,
    accept: isName,
  })(id, keywords, new RegExp(`(${place}(?:${OPEN})?)${VALUE}`, 'gi'));

/** Names of wireless networks, which say where somebody is: after the word for them, in commands, code and settings. */
export const wirelessNetworkRules = [
  network(
    'wireless-name',
    'ssid',
    '(?<![A-Za-z.])(?:\\w{1,20}_)?E?SSID(?:[ _-]?name)?["\'`]?(?:\\s{0,24}[:=(,>]\\s{0,3}| is | named | (?=["\'`“„]))',
  ),
  network(
    'wireless-name-told',
    'wifi|wi-fi|wlan|hotspot',
    `(?:${KIND}[- ]${NETWORK}(?: is| ist| ${NETWORK})?:? |${KIND}(?: is| ist)?:? (?=${OPEN})|${KIND}\\b[^"'\\n.;]{0,60}\\b${NETWORK}:? (?=${OPEN}))`,
  ),
  network(
    'wireless-name-in-command',
    'wifi|netsh|ssid',
    '(?:\\bnmcli\\s[^\\n|;]{0,60}?\\bwi-?fi\\s(?:connect|hotspot ssid)\\s|\\bnetsh wlan [^\\n]{0,60}?(?:name=|profile )|\\bessid |\\bWiFi\\w{0,5}\\.\\w{5,6}\\(\\s?|<SSID>\\s{0,20}<name>|\\bWIFI:(?:[THPR]:[^;\\n]{0,80};){0,4}S:)',
  ),
];
