// What one anonymiser learns, another one can take: a memory may be looked through on two threads.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NOTHING_FOUND, type Seen } from '../../src/core/anonymise/anonymiser';
import { anonymiserFor, decode, encode, type AnonymiseOptions } from './anonymiseSupport';

/** As a message to another thread leaves it. */
const sent = <Message>(message: Message): Message => structuredClone(message);

/** The texts as they leave when `there` says which were looked at by another anonymiser. */
function afterTwo(texts: readonly string[], there: readonly boolean[], options: AnonymiseOptions = {}) {
  const [here, other] = [anonymiserFor(options), anonymiserFor(options)];
  const bytes = texts.map(encode);
  const seen: Seen[] = bytes.map((text, index) => (there[index] === true ? other : here).learn(text));
  const shift = here.adopt(sent(other.learnt()));
  return bytes.map((text, index) => {
    const number = seen[index] ?? NOTHING_FOUND;
    const isTheirs = there[index] === true && number > NOTHING_FOUND;
    return decode(here.record(text, { seen: isTheirs ? number + shift : number }).bytes);
  });
}

const PASSWORD = ['Tr0ub4dor', '&3x'].join('');
const pieces = fc.constantFrom(
  `DB_PASSWORD=${PASSWORD}`,
  `it was ${PASSWORD} all the time`,
  'maria.rossi@corp-mail.net wrote it',
  'the host 10.20.30.40 and then 10.20.30.41',
  'ssh deploy@10.20.30.41',
  'nothing at all',
  `{"k":"password: ${PASSWORD}"}`,
  'Kontakt: Übermaß <jörg@firma-intern.de>',
);
const texts = fc.array(
  fc
    .record({ id: fc.uuid(), password: fc.option(pieces, { nil: undefined }), notes: fc.array(pieces) })
    .map((value) => JSON.stringify(value)),
  { maxLength: 8 },
);

describe('what another anonymiser learnt', () => {
  test('a password that it found with its name goes where it stands bare in texts of this one', () => {
    const [named, bare] = [`{"db_password":"${PASSWORD}"}`, `{"note":"try ${PASSWORD} again"}`];
    for (const there of [
      [true, false],
      [false, true],
    ]) {
      const after = afterTwo([named, bare], there);
      expect(after.join()).not.toContain(PASSWORD);
      expect(after[1]).toMatch(/^\{"note":"try .+ again"\}$/);
    }
  });

  test('is as good as what it learns itself, however the texts are dealt out', () => {
    fc.assert(
      fc.property(texts, fc.infiniteStream(fc.boolean()), (list, dealt) => {
        const there = list.map(() => dealt.next().value === true);
        const whole = afterTwo(
          list,
          list.map(() => false),
        );
        expect(afterTwo(list, there)).toEqual(whole);
        expect(
          afterTwo(
            list,
            list.map(() => true),
          ),
        ).toEqual(whole);
      }),
    );
  });

  test('what somebody said may stay is searched for by neither', () => {
    const text = JSON.stringify({ note: `DB_PASSWORD=${PASSWORD}`, more: `it was ${PASSWORD}` });
    const rule = { kind: 'rule', rule: 'password-by-name' } as const;
    const found: string[] = [];
    anonymiserFor({ onHit: (hit) => found.push(hit.rule) }).record(encode(text));
    const decisions = [...new Set(found), rule.rule].map((name) => ({
      target: { kind: 'rule' as const, rule: name },
      action: 'reject' as const,
      lasting: true,
    }));
    expect(afterTwo([text], [true], { decisions })).toEqual([text]);
  });

  test('of an export that is not anonymised nothing is learnt', () => {
    const none = anonymiserFor({ level: 'none' });
    none.learn(encode(`{"db_password":"${PASSWORD}"}`));
    const { values, addresses } = none.learnt();
    expect({ values, addresses }).toEqual({ values: [], addresses: [] });
    expect(none.adopt(none.learnt())).toBe(0);
  });
});
