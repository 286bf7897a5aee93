import vm from 'node:vm';
import { describe, expect, test } from 'vitest';
import type { Hit } from '../../src/core/anonymise/hit';
import { anonymise, anonymiseText } from './anonymiseSupport';
import { makeSecrets, stays, type SecretText } from './secrets/corpus';

const SEEDS = [3, 1729];

/** A text anonymised under its key; the key itself may have changed. */
function anonymised(
  key: string,
  text: string,
  level: 'full' | 'partial',
  onHit?: (hit: Hit) => void,
): string {
  const record = anonymise({ [key]: text }, { level, ...(onHit === undefined ? {} : { onHit }) });
  const [value] = Object.values(record as Record<string, unknown>);
  return String(value);
}

/** What of a secret must not be left: the whole, and each half of a long one. */
function pieces(secret: string): string[] {
  const middle = Math.floor(secret.length / 2);
  return secret.length < 20 || /\s/.test(secret)
    ? [secret]
    : [secret, secret.slice(0, middle), secret.slice(middle)];
}

function leaks({ secrets }: SecretText, after: string): boolean {
  return secrets.some((secret) => pieces(secret).some((piece) => after.includes(piece)));
}

const REFERENCES: Readonly<Record<string, RegExp>> = {
  js: /process\.env\./,
  ts: /process\.env\./,
  py: /os\.environ\["/,
  go: /os\.Getenv\("/,
  rb: /ENV\["/,
  php: /getenv\('/,
  java: /System\.getenv\("/,
  kt: /System\.getenv\("/,
  cs: /Environment\.GetEnvironmentVariable\("/,
  rs: /std::env::var\("|env!\("/,
  swift: /ProcessInfo\.processInfo\.environment\["/,
  ps1: /\$env:/,
};

describe.each(SEEDS)('secrets made from seed %i', (seed) => {
  const secrets = makeSecrets(seed);

  test.each(['full', 'partial'] as const)('at least 99.8 %% go at level %s', (level) => {
    const left = secrets.filter((entry) => leaks(entry, anonymised(entry.key, entry.text, level)));
    expect(secrets.length).toBeGreaterThan(2000);
    expect(
      left.length / secrets.length,
      left.map(({ kind, text }) => `${kind}: ${text.slice(0, 120)}`).join('\n'),
    ).toBeLessThanOrEqual(0.002);
  });

  test('in code at least 97 % of the literals become a reference, and that in the language of the code', () => {
    const literals = secrets.filter((entry) => entry.literals.length > 0 && entry.language in REFERENCES);
    const other = literals.filter(
      (entry) => !REFERENCES[entry.language]?.test(anonymised(entry.key, entry.text, 'full')),
    );
    expect(literals.length).toBeGreaterThan(500);
    expect(
      other.length / literals.length,
      other.map(({ text }) => text.slice(0, 120)).join('\n'),
    ).toBeLessThan(0.03);
  });

  test('JavaScript that parses before parses afterwards', () => {
    const parses = (text: string): boolean => {
      try {
        return new vm.Script(`(async () => {${text}\n})`) instanceof vm.Script;
      } catch {
        // A syntax error is the answer.
        return false;
      }
    };
    const scripts = secrets.filter((entry) => entry.language === 'js' && parses(entry.text));
    expect(scripts.length).toBeGreaterThan(100);
    expect(scripts.filter((entry) => !parses(anonymised(entry.key, entry.text, 'full')))).toEqual([]);
  });

  test('a second pass changes nothing', () => {
    for (const entry of secrets) {
      const once = anonymised(entry.key, entry.text, 'full');
      expect(anonymised(entry.key, once, 'full'), entry.text).toBe(once);
    }
  });

  test.each(['full', 'partial'] as const)('what only looks like one stays at level %s', (level) => {
    for (const { kind, key, text } of stays(seed)) {
      const rules: string[] = [];
      const after = anonymised(key, text, level, (hit) => rules.push(hit.rule));
      expect(after, `${kind} (${rules.join(', ')})`).toBe(text);
    }
  });
});

describe('tables', () => {
  test('give away what stands in the column of a secret, and nothing else', () => {
    const password = 'Gran' + 'ite_4711';
    for (const [before, after] of [
      [
        `| host | user | password |\n|---|:---|---|\n| db | web | ${password} |`,
        /^\| host \| user \| password \|\n\|---\|:---\|---\|\n\| db \| web \| REDACTED_PASSWORD_\w+ \|$/,
      ],
      [`user,password\nweb,${password}\nroot,`, /^user,password\nweb,REDACTED_PASSWORD_\w+\nroot,$/],
    ] as const)
      expect(anonymiseText(before)).toMatch(after);
  });
});
