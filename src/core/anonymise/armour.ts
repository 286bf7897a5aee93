import type { Finding } from './rule';

const BEGIN =
  /-----BEGIN ([\w -]{0,40})(?:PRIVATE KEY|SECRET KEY|NKEY SEED|TUNNEL TOKEN|Static key V\d|(?:client|server) key)(?: BLOCK)?-----/g;

/**
 * Private keys in text armour (RFC 7468, RFC 4880, PuTTY), and what OpenVPN, NATS and cloudflared keep in it. The block goes
 * from BEGIN to the END that follows; without one, to where the base64 lines end. Each END is searched for once, so many
 * BEGINs cost no more than one.
 */
export function findArmour(text: string, found: Finding[]): void {
  BEGIN.lastIndex = 0;
  let noEnd = false;
  for (let match = BEGIN.exec(text); match !== null; match = BEGIN.exec(text)) {
    const bodyStart = match.index + match[0].length;
    let end = -1;
    if (!noEnd) {
      const close = text.indexOf('-----END ', bodyStart);
      if (close === -1) noEnd = true;
      else {
        const last = text.indexOf('-----', close + 9);
        end = last === -1 || last - close > 90 ? close : last + 5;
      }
    }
    if (end === -1) {
      const lines = /(?:[\sA-Za-z0-9+/=:,.-]|\\[nr]){0,20000}/y;
      lines.lastIndex = bodyStart;
      end = bodyStart + (lines.exec(text)?.[0].trimEnd().length ?? 0);
    }
    const body = text.slice(bodyStart, end).replace(/-----END[^-]*-----/, '');
    if (body.replace(/[^A-Za-z0-9+/]/g, '').length >= 24 && !/^[\s.…*x]*$/.test(body))
      push(found, match.index, end);
    BEGIN.lastIndex = Math.max(end, bodyStart);
  }
  const putty = /Private-Lines: \d{1,4}\r?\n/g;
  for (let match = putty.exec(text); match !== null; match = putty.exec(text)) {
    const lines = /(?:[A-Za-z0-9+/=]{1,80}(?:\r?\n|$)){1,200}/y;
    lines.lastIndex = putty.lastIndex;
    const body = lines.exec(text);
    if (body !== null) push(found, body.index, body.index + body[0].trimEnd().length);
  }
}

/** From BEGIN to END, and nothing between them but base64. */
export function isPlainArmour(text: string): boolean {
  return /^-----BEGIN [\w -]{1,80}-----[\s\w+/=]{0,20000}-----END [\w -]{1,80}-----$/.test(text);
}

function push(found: Finding[], start: number, end: number): void {
  found.push({
    start,
    end,
    rule: 'private-key',
    category: 'private-keys',
    tier: 'secret',
    rewrite: { as: 'secret', name: 'PRIVATE_KEY' },
    weight: 99,
    learn: false,
  });
}
