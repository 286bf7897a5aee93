/** How long a password would hold against someone who has the file, in four words. */
export type PasswordStrength = 'weak' | 'fair' | 'good' | 'strong';

/** What attackers try first; a password that contains one is worth little more than what is around it. */
const COMMON = [
  'password',
  'passwort',
  'qwertz',
  'qwerty',
  'asdf',
  'letmein',
  'welcome',
  'admin',
  'secret',
  'monkey',
  'dragon',
  'iloveyou',
  'loom',
];

/** Bits up to which a password is called weak, fair, good. 600,000 rounds of PBKDF2 add about 19 bits to each. */
const BOUNDS = [
  [40, 'weak'],
  [60, 'fair'],
  [85, 'good'],
] as const satisfies readonly (readonly [bits: number, strength: PasswordStrength])[];

/** An estimate from length, alphabet, repeats, runs and common words: a hint while typing, never a refusal. */
export function passwordStrength(password: string): PasswordStrength {
  const bits = guessBits(password);
  return BOUNDS.find(([bound]) => bits < bound)?.[1] ?? 'strong';
}

/** Bits of guessing; characters that follow from the one before count almost nothing. */
function guessBits(password: string): number {
  let rest = password.normalize('NFC');
  let bits = 0;
  for (const word of COMMON) {
    const at = rest.toLowerCase().indexOf(word);
    if (at < 0) continue;
    bits += 8;
    rest = rest.slice(0, at) + rest.slice(at + word.length);
  }
  const perCharacter = Math.log2(alphabetSize(rest));
  let before: number | undefined;
  const seen = new Set<number>();
  for (const character of rest) {
    const code = character.codePointAt(0) ?? 0;
    const follows = before !== undefined && Math.abs(code - before) <= 1;
    bits += follows ? 1 : seen.has(code) ? perCharacter * 0.6 : perCharacter;
    seen.add(code);
    before = code;
  }
  return bits;
}

/** How many characters the password seems to be drawn from. */
function alphabetSize(password: string): number {
  const classes: readonly (readonly [RegExp, number])[] = [
    [/[a-z]/, 26],
    [/[A-Z]/, 26],
    [/[0-9]/, 10],
    [/[ -/:-@[-`{-~]/, 33],
    [/[^ -~]/, 100],
  ];
  const size = classes.reduce((sum, [pattern, count]) => sum + (pattern.test(password) ? count : 0), 0);
  return Math.max(2, size);
}
