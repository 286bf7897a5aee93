import { nameWords } from './secretNames';

/**
 * What a member does for its siblings, by its key. `name`: says what they are, as in `{"name": "DB_PASSWORD", "value": …}`.
 * `label`: says it to people. `kind`: says of what sort they are. `value`: holds what has the name. `content`: may.
 */
export type MemberRole = 'name' | 'label' | 'kind' | 'value' | 'content';

/** By the words of a key: `ParameterKey`, `header_name`, `defaultValue`. */
const ROLES: readonly (readonly [MemberRole, RegExp])[] = [
  ['value', /(?:^| )(?:val|values?|default|answer|plaintext|secret)$/],
  [
    'name',
    /(?:^| )(?:name|key)$|^(?:field|var|variable|env|header|param|parameter|prop|property|setting|option|attr|attribute|arg|argument)$/,
  ],
  ['content', /^(?:contents?|data|text|response)$/],
  ['label', /^(?:label|title|question|prompt)$/],
  ['kind', /^(?:type|kind|id)$/],
];
/** Roles of names, the firmest first. */
export const NAMING: readonly MemberRole[] = ['name', 'label', 'kind'];

export function roleOfKey(key: string): MemberRole | undefined {
  const words = nameWords(key).join(' ');
  return ROLES.find(([, keys]) => keys.test(words))?.[0];
}

/** What keys of values and contents have in them, besides what other keys are looked at for (`TELLING_KEY_PARTS`). */
export const HOLDING_KEY_PARTS: readonly string[] = 'val default answer plain content data text respon'.split(
  ' ',
);
