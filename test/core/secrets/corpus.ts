import { BARE, named, WITH_NAME, type Wording } from './places';
import { PLACED, STAYS_IN_PLACE } from './placed';
import { Random } from './random';
import { STAYS } from './stays';
import { STRUCTURES } from './structures';
import { NAMED, SELF_DESCRIBING } from './tokens';

/** A text with secrets in it, and the key it stands under in a record. */
export interface SecretText {
  readonly kind: string;
  readonly language: string;
  readonly key: string;
  readonly text: string;
  readonly secrets: readonly string[];
  /** What stands directly before and after each literal that should become a reference; the quotes left out. */
  readonly literals: readonly { readonly before: string; readonly after: string }[];
}

/** Wordings that each kind of secret is put into. */
const WORDINGS_EACH = 6;

/** Several hundred kinds of secret in several wordings each; the same for the same seed, no two seeds share a value. */
export function makeSecrets(seed: number): SecretText[] {
  const random = new Random(seed);
  return [...inWordings(random), ...inStructures(random)];
}

function inWordings(random: Random): SecretText[] {
  const texts: SecretText[] = [];
  let turn = random.below(BARE.length * WITH_NAME.length);
  const next = (wordings: readonly Wording[]): Wording => {
    const wording = wordings[turn++ % wordings.length];
    if (wording === undefined) throw new Error('no wording');
    return wording;
  };
  for (const [kind = '', format = ''] of rows(SELF_DESCRIBING))
    for (let count = 0; count < WORDINGS_EACH; count += 1)
      texts.push(placed(kind, next(BARE), random.fill(format)));
  for (const [kind = '', name = '', format = ''] of rows(NAMED))
    for (let count = 0; count < WORDINGS_EACH; count += 1)
      texts.push(placed(kind, named(next(WITH_NAME), name), random.fill(format)));
  return texts;
}

function placed(kind: string, wording: Wording, secret: string): SecretText {
  const [before = '', after = ''] = wording.text.split('@@');
  return {
    kind,
    language: wording.language,
    key: wording.key ?? 'codeTemplate',
    text: wording.text.replaceAll('@@', () => secret),
    secrets: [secret],
    literals: wording.literal === true ? [{ before: before.slice(-19, -1), after: after.slice(1, 9) }] : [],
  };
}

function inStructures(random: Random): SecretText[] {
  return [...STRUCTURES, ...PLACED].map(([kind, language, format]) => {
    const secrets: string[] = [];
    const literals: { before: string; after: string }[] = [];
    const literal = format.endsWith('!');
    const parts = format.replace(/!$/, '').split(/\[\[|\]\]/);
    const filled = parts.map((part, index) => {
      const text = random.fill(part);
      if (index % 2 === 1) secrets.push(text);
      return text;
    });
    if (literal)
      for (let index = 1; index < filled.length; index += 2)
        literals.push({
          before: (filled[index - 1] ?? '').slice(-19, -1),
          after: (filled[index + 1] ?? '').slice(1, 9),
        });
    const key = language === 'prose' ? 'rationale' : 'codeTemplate';
    return { kind, language, key, text: filled.join(''), secrets, literals };
  });
}

export interface KeptText {
  readonly kind: string;
  readonly key: string;
  readonly text: string;
}

/** Texts that must come out as they went in. */
export function stays(seed: number): KeptText[] {
  const random = new Random(seed + 1_000_003);
  return [...STAYS, ...STAYS_IN_PLACE].map(([kind, key, format]) => ({
    kind,
    key,
    text: random.fill(format),
  }));
}

function rows(table: string): string[][] {
  return table
    .trim()
    .split('\n')
    .map((row) => row.split('|'));
}
