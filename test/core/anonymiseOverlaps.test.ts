import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chooseFindings } from '../../src/core/anonymise/chooseFindings';
import type { Finding, Rewrite } from '../../src/core/anonymise/rule';
import { anonymiseText, expandExample } from './anonymiseSupport';

type Kind = readonly [tier: Finding['tier'], rewrite: Rewrite, weight: number];

/** Words of lists. */
const WORDS: readonly Kind[] = [
  ['name', { as: 'person', of: 'ann lee' }, 66],
  ['context', { as: 'client', of: 'bluestone' }, 57],
];
/** What such words may be a part of. */
const WHOLES: readonly Kind[] = [
  ['context', { as: 'url-host' }, 58],
  ['context', { as: 'host' }, 45],
  ['context', { as: 'user' }, 54],
  ['personal', { as: 'email' }, 62],
  ['personal', { as: 'text', word: 'PHONE' }, 60],
];
const SECRET: Kind = ['secret', { as: 'secret', name: 'API_KEY' }, 40];

const TEXT = 'q7Zk-2Wm9 Xr4B.t8Lv_Np5c@Rs6y';

const findings = (kinds: readonly Kind[], maxLength = 8): fc.Arbitrary<Finding[]> =>
  fc.array(
    fc
      .tuple(fc.constantFrom(...kinds), fc.nat(TEXT.length - 1), fc.integer({ min: 1, max: 12 }))
      .map(([[tier, rewrite, weight], start, length]) => ({
        start,
        end: Math.min(start + length, TEXT.length),
        rule: 'a-rule',
        category: 'names' as const,
        tier,
        rewrite,
        weight,
        learn: false,
      })),
    { maxLength },
  );

describe('findings that overlap', () => {
  test('are made disjoint, first to last', () => {
    fc.assert(
      fc.property(findings([...WORDS, ...WHOLES, SECRET]), (found) => {
        const chosen = chooseFindings(found, TEXT);
        chosen.forEach((finding, index) => {
          expect(finding.start).toBeLessThan(finding.end);
          expect(finding.start).toBeGreaterThanOrEqual(chosen[index - 1]?.end ?? 0);
        });
      }),
    );
  });

  test.each([...WHOLES.map((whole) => [...whole, 8] as const), [...SECRET, 1] as const])(
    'leave no letter and no digit of words of lists and what they are in: %s %o',
    (tier, rewrite, weight, most) => {
      const both = fc.tuple(findings(WORDS), findings([[tier, rewrite, weight]], most));
      fc.assert(
        fc.property(both, (lists) => {
          const found = lists.flat();
          const chosen = chooseFindings(found, TEXT);
          for (const { start, end } of found)
            for (let at = start; at < end; at += 1) {
              if (!/[A-Za-z0-9]/.test(TEXT[at] ?? '')) continue;
              expect(chosen.some((finding) => finding.start <= at && at < finding.end)).toBe(true);
            }
        }),
      );
    },
  );

  test('leave nothing of a word whose larger finding yields to a third', () => {
    const all = fc.tuple(findings(WORDS), findings(WHOLES), findings([SECRET], 3));
    fc.assert(
      fc.property(all, ([words, ...others]) => {
        const chosen = chooseFindings([...words, ...others.flat()], TEXT);
        for (const { start, end } of words)
          for (let at = start; at < end; at += 1) {
            if (!/[A-Za-z0-9]/.test(TEXT[at] ?? '')) continue;
            expect(chosen.some((finding) => finding.start <= at && at < finding.end)).toBe(true);
          }
      }),
      { numRuns: 1000 },
    );
  });

  test('do not depend on the order in which they were found', () => {
    fc.assert(
      fc.property(findings([...WORDS, ...WHOLES, SECRET]), (found) => {
        const spans = (order: readonly Finding[]): string[] =>
          chooseFindings(order, TEXT).map(({ start, end }) => `${start}-${end}`);
        expect(spans([...found].reverse())).toEqual(spans(found));
      }),
    );
  });
});

describe('an e-mail address in which a listed person is named', () => {
  const person = fc.constantFrom('lindqvist', 'obrien', 'solheim-dahl');
  const local = fc
    .tuple(
      fc.constantFrom('.', '_', '-', ''),
      fc.boolean(),
      fc.integer({ min: 10, max: 9999 }),
      fc.constantFrom('', '+billing', '+t5'),
    )
    .map(([joint, turned, number, tag]) => ({ joint, turned, number, tag }));
  const around = fc.constantFrom<readonly [string, string]>(
    ['ask ', ' today'],
    ['<', '>'],
    ["'", "'"],
    ['mailto:', '?subject=x'],
    ['{"user":"', '"}'],
    ['user=', ' ok'],
    ['', ''],
  );

  test.each(['full', 'partial'] as const)('goes as a whole at level %s', (level) => {
    fc.assert(
      fc.property(
        person,
        local,
        around,
        fc.constantFrom('@', '%40'),
        (family, parts, [before, after], at) => {
          const names = [`Ingrid ${family}`];
          const words = parts.turned ? [family, 'ingrid'] : ['ingrid', family];
          const mailbox = `${words.join(parts.joint)}${parts.number}${parts.tag}${at}fernhill-metrics.com`;
          const result = anonymiseText(`${before}${mailbox}${after}`, { names, level });
          expect(result).toMatch(/user-[a-z2-7]{8}(?:@|%40)example\.com/);
          expect(result.startsWith(before)).toBe(true);
          expect(result.endsWith(after)).toBe(true);
          for (const part of ['ingrid', family, String(parts.number), 'fernhill', 'billing'])
            expect(result).not.toContain(part);
        },
      ),
      { numRuns: 40 },
    );
  });

  test.each([
    `"ingrid solheim"@fernhill-metrics.com`,
    `o'solheim.ingrid7@fernhill-metrics.com`,
    `ingrid.solheim7&#64;fernhill-metrics.com`,
    `ingrid.solheim7 [at] fernhill-metrics [dot] com`,
    `INGRID_SOLHEIM77@FERNHILL-METRICS.COM`,
  ])('goes as a whole: %s', (mailbox) => {
    expect(anonymiseText(`to ${mailbox} only`, { names: ['Ingrid Solheim'], detectNames: true })).toMatch(
      /^to user-[a-z2-7]{8}(?:@|&#64;)example\.com only$/,
    );
  });

  test('leaves the person the same placeholder everywhere else, also with a number behind the name', () => {
    const result = anonymiseText(
      'Ingrid Solheim, ingrid.solheim, Solheim_Ingrid42, ingridSolheim7 and ingrid.solheim7@fernhill.com',
      { names: ['Ingrid Solheim'] },
    );
    const [, mark] = /^Person-([a-z2-7]{8}),/.exec(result) ?? [];
    expect(result.replace(/user-[a-z2-7]{8}/, 'U')).toBe(
      `Person-${mark}, person.${mark}, Person_${mark}, person${mark} and U@example.com`,
    );
  });
});

describe('a name or a client word within something larger that goes', () => {
  const options = { names: ['Ingrid Solheim'], clients: ['Bluestone Mutual'] };
  const token = expandExample('gh~p_{a:36}');

  test.each([
    [
      'an internal host',
      'ssh to solheim-ingrid.corp.fernhill.dev failed',
      /^ssh to host-\w{8}\.example\.com failed$/,
    ],
    [
      'the host of a URL',
      'see https://bluestone-mutual-7.corp.fernhill.dev/a/b',
      /^see https:\/\/api\.example\.com\/a\/b$/,
    ],
    [
      'a host for a token',
      `see https://${token.replace('_', '')}.corp.fernhill.dev/a`,
      /^see https:\/\/api\.example\.com\/a$/,
    ],
    ['a password', expandExample('password = "bluestone~mutual-X47q!"'), /^password = \S+$/],
    [
      'the user of a URL',
      expandExample('https://ingrid.solheim76:Gran~ite_45@files.example.com/a'),
      /^https:\/\/person\.\w{8}:REDACTED_PASSWORD_\w{8}@files\.example\.com\/a$/,
    ],
    ['an account in a path', 'open /home/ingridsolheim76/notes.md', /^open \/home\/person\w{8}\/notes\.md$/],
    ['a client beside a person', 'Ingrid Solheim-Bluestone Mutual', /^Person-\w{8}-Client \w{8}$/],
  ])('%s', (_, text, expected) => {
    const result = anonymiseText(text, options);
    expect(result).toMatch(expected);
    expect(result).not.toMatch(/ingrid|solheim|bluestone|mutual|fernhill|X47q/i);
  });

  test('a person whose name a client shares: both go, each with its own placeholder', () => {
    const result = anonymiseText('for Chiara Fontana Foods and Fontana Foods', {
      names: ['Chiara Fontana'],
      clients: ['Fontana Foods'],
    });
    const [, mark] = /Client (\w{8})$/.exec(result) ?? [];
    expect(result).toMatch(/^for Person-\w{8} Client\w{8} and Client \w{8}$/);
    expect(result).toContain(`Client${mark} and`);
  });

  test('a path asked for goes as a whole', () => {
    expect(anonymiseText('open /srv/ingridsolheim/Q3/a.md', { ...options, redactPaths: true })).toMatch(
      /^open path-\w{8}\.md$/,
    );
  });

  test('at level partial the project context around a name stays', () => {
    expect(
      anonymiseText('see https://ingrid-solheim.corp.fernhill.dev/a', { ...options, level: 'partial' }),
    ).toMatch(/^see https:\/\/person-\w{8}\.corp\.fernhill\.dev\/a$/);
  });
});

describe('a secret in pieces whose first one says what it is', () => {
  const [first, second] = [expandExample('gh~p_{a:18}'), expandExample('x{a:18}')];

  test.each([
    ['const key = $;', `'${first}' + '${second}'`, 'const key = process.env.GITHUB_TOKEN;'],
    ['String apiKey = $;', `"${first}" + "${second}"`, 'String apiKey = System.getenv("GITHUB_TOKEN");'],
  ])('%s', (text, literal, expected) => {
    expect(anonymiseText(text.replace('$', literal))).toBe(expected);
  });
});

describe('a secret within what was taken for one', () => {
  test.each([
    ['keeps the words of its URL', 'https://shop.example.com/cart;jsessionid={h:32}?step=2', '?step=2'],
    ['keeps the account beside it', 'creds are svc-report:Gran~ite_4711 for the box', 'svc-report:'],
  ])('%s', (_, text, kept) => {
    const given = expandExample(text);
    const result = anonymiseText(given);
    expect(result).not.toBe(given);
    expect(result).toContain(kept);
  });
});
