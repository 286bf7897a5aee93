// Seeded text that compresses like what agents write: Zipf-drawn words, sentences that recur, code in three languages.

/** mulberry32: the same numbers from the same seed on every machine. */
export function randomFrom(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const random = {
    next,
    /** A whole number from 0 up to `limit`. */
    below: (limit) => Math.floor(next() * limit),
    pick: (list) => list[Math.floor(next() * list.length)],
    chance: (probability) => next() < probability,
    /** Normal with mean 0 and deviation 1 (Box-Muller). */
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    /** Index below `limit`, the first ones far more often: word frequencies follow Zipf's law. */
    zipf: (limit) => Math.floor(limit ** next()) - 1,
    letters: (alphabet, length) => {
      let text = '';
      for (let index = 0; index < length; index++) text += alphabet[Math.floor(next() * alphabet.length)];
      return text;
    },
  };
  return random;
}

const HEX = '0123456789abcdef';
const SMALL = 'abcdefghijklmnopqrstuvwxyz';
const ALPHANUMERIC = `${SMALL}${SMALL.toUpperCase()}0123456789`;

const COMMON =
  `the of to and in a is for that with on as it be by this are from or an when not use we at which if can all
has but each only one so than more into after before any then there their its no must should may will was were between
while where same other new first last request response state component service cache query index table schema migration
test retry timeout error handler token session user account order payment invoice queue worker event stream batch record
file path config module import export type value field property list map set key render hook effect context store action
reducer selector memo callback latency throughput memory leak heap buffer thread lock race deadlock transaction commit
rollback branch merge review deploy release rollout feature flag metric log trace span alert dashboard budget limit rate
client server gateway proxy router route endpoint header body payload parser validator serializer encoder decoder
database connection pool replica shard partition cluster node region bucket object upload download checksum signature
permission role policy scope tenant customer contract backend frontend mobile browser worker build bundle chunk lazy
dependency version upgrade downgrade compatibility fallback default option argument parameter return result promise async
await sync parallel serial sequence order sort filter reduce group join union distinct count sum average median
percentile sample window interval duration deadline schedule cron job task step stage pipeline workflow agent pattern
solution decision confidence success failure cause symptom fix prevention regression incident outage recovery backup
restore snapshot archive prune compress encrypt decrypt hash salt random seed clock time zone date format locale string
number boolean array nested shallow deep copy clone freeze mutate immutable pure side cost benefit risk trade effort
simple complex large small fast slow hot cold warm stale fresh valid invalid missing empty null undefined safe unsafe`
    .split(/\s+/)
    .filter((word) => word !== '');

const SYLLABLES =
  'an ber con de el fi gra har in jo ka li mo ner or pre qui re sol ter un ver wis xen yar zo al bra cle dro es flo'.split(
    ' ',
  );

/** Everything that makes text for one seed. */
export function createWriter(seed) {
  const random = randomFrom(seed);
  const invented = Array.from({ length: 6000 }, () =>
    Array.from({ length: 2 + random.below(3) }, () => random.pick(SYLLABLES)).join(''),
  );
  const vocabulary = [...COMMON, ...invented];
  const word = () => vocabulary[random.zipf(vocabulary.length)];
  const capital = (text) => text[0].toUpperCase() + text.slice(1);
  const camel = () => {
    const tail = Array.from({ length: 1 + random.below(2) }, () => capital(word()));
    return word() + tail.join('');
  };

  const newSentence = () => {
    const words = Array.from({ length: 6 + random.below(14) }, word);
    if (random.chance(0.25)) words[random.below(words.length)] = `\`${camel()}\``;
    if (random.chance(0.15)) words.splice(3, 0, `${random.below(1000)} ms`);
    if (random.chance(0.3)) words[2] += ',';
    return `${capital(words.join(' '))}.`;
  };
  // Agents repeat themselves: a part of every text is a sentence used before.
  const sentences = Array.from({ length: 20_000 }, newSentence);
  const sentence = () => (random.chance(0.2) ? sentences[random.zipf(sentences.length)] : newSentence());
  const prose = (length) => {
    let text = sentence();
    while (text.length < length) text += ` ${sentence()}`;
    return text;
  };

  const lines = [
    () => `export async function ${camel()}(${word()}: ${capital(word())}): Promise<${capital(word())}> {`,
    () => `  const ${camel()} = await ${camel()}(${word()}, { ${word()}: ${random.below(500)} });`,
    () => `  if (${word()}.${camel()} === undefined) return ${word()};`,
    () => `  for (const ${word()} of ${camel()}.${word()}) ${camel()}(${word()});`,
    () => `  throw new ${capital(camel())}Error('${word()} ${word()} ${word()}');`,
    () => `  // ${newSentence()}`,
    () => `  return { ...${word()}, ${camel()}: ${word()} };`,
    () => `}`,
    () => ``,
    () => `import { ${camel()}, ${camel()} } from './${word()}/${word()}';`,
    () => `def ${word()}_${word()}(self, ${word()}: str = "${word()}") -> dict[str, ${capital(word())}]:`,
    () => `    ${word()} = self.${word()}_${word()}.get("${word()}", ${random.below(100)})`,
    () => `    logger.warning("%s ${word()} %d", ${word()}, len(${word()}))`,
    () =>
      `SELECT ${word()}, ${word()}_${word()} FROM ${word()} WHERE ${word()} = $1 ORDER BY ${word()} LIMIT ${random.below(200)};`,
    () => `<${capital(camel())} ${camel()}={${camel()}} onChange={() => ${camel()}('${word()}')} />`,
  ];
  const code = (length) => {
    let text = '';
    while (text.length < length) text += `${random.pick(lines)()}\n`;
    return text;
  };

  return { random, word, camel, capital, sentence, prose, code };
}

/**
 * Kinds of secrets and personal data that are planted. All are made up, and none stands here whole: a scanner that reads
 * this file must find nothing.
 */
export const plants = {
  stripe: (random) => ['sk', 'live', random.letters(ALPHANUMERIC, 24)].join('_'),
  github: (random) => `gh${'p_'}${random.letters(ALPHANUMERIC, 36)}`,
  aws: (random) => `AK${'IA'}${random.letters('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 16)}`,
  slack: (random) =>
    [
      'xo' + 'xb',
      random.letters('0123456789', 12),
      random.letters('0123456789', 12),
      random.letters(ALPHANUMERIC, 24),
    ].join('-'),
  jwt: (random) =>
    ['ey' + 'J', 'ey' + 'J', ''].map((start) => start + random.letters(ALPHANUMERIC, 40)).join('.'),
  databaseUrl: (random) =>
    `postgres://app:${random.letters(ALPHANUMERIC, 16)}@db-${random.letters(HEX, 4)}.internal.example:5432/main`,
  email: (random) =>
    `${random.letters(SMALL, 6)}.${random.letters(SMALL, 8)}@${random.letters(SMALL, 9)}.com`,
};
