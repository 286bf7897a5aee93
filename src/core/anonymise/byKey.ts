import { isInternalHost, isKeptIpv4 } from './addresses';
import { isPlaceholder } from './harmless';
import type { KeyMeaning } from './jsonKeys';
import { isDate } from './randomness';
import type { RequestedFinders } from './requested';
import type { Finding } from './rule';
import { environmentName } from './secretNames';
import { isSecretValue } from './secretValue';

/** What is found in values besides secrets and personal data. */
export interface FoundByKey {
  /** Internal hosts. */
  readonly full: boolean;
  /** Names of people. */
  readonly names: RequestedFinders['names'];
}

/** A value as a whole, by what the key it stands under says of it. */
export function findByKey(
  text: string,
  key: string,
  meaning: KeyMeaning,
  options: FoundByKey,
  found: Finding[],
): void {
  const { secret, holds } = meaning;
  if (secret !== undefined && isSecretValue(text, key, secret, 'quoted')) {
    const isPassword = secret === 'password';
    found.push({
      start: 0,
      end: text.length,
      rule: `${secret}-by-key`,
      category: isPassword ? 'passwords' : 'api-keys',
      tier: 'secret',
      rewrite: { as: 'secret', name: environmentName(key, isPassword ? 'PASSWORD' : 'API_KEY') },
      weight: 76,
      learn: true,
    });
  }
  if (holds === 'person') options.names?.inValue(text, found);
  if (holds === 'phone' && /^[+(\d][\d ()./-]{5,22}\d$/.test(text) && !isDate(text)) {
    found.push({
      start: 0,
      end: text.length,
      rule: 'phone-by-key',
      category: 'phones',
      tier: 'personal',
      rewrite: { as: 'text', word: 'PHONE' },
      weight: 61,
      learn: true,
    });
  }
  if (
    holds === 'identity' &&
    /^(?=.{0,12}\d)[A-Z0-9][A-Z0-9 ./-]{4,30}$/i.test(text) &&
    !isPlaceholder(text)
  ) {
    found.push({
      start: 0,
      end: text.length,
      rule: 'identity-by-key',
      category: 'national-ids',
      tier: 'personal',
      rewrite: { as: 'text', word: 'ID' },
      weight: 61,
      learn: true,
    });
  }
  if (holds === 'host' && options.full && isInternalHost(text, true) && isKeptIpv4(text)) {
    found.push({
      start: 0,
      end: text.length,
      rule: 'host-by-key',
      category: 'urls',
      tier: 'context',
      rewrite: { as: 'host' },
      weight: 47,
      learn: false,
    });
  }
}
