import { LoomError } from '../errors';
import type { ImportOptionValues } from '../importOptions';
import { KIND_PLURALS, KINDS } from '../store/records';
import type { ImportRequest } from './request';

/** An import's request from the values of its options. Throws `value-invalid` and `usage` for options that contradict. */
export function importRequest(values: ImportOptionValues, password: string | undefined): ImportRequest {
  const { agents, type } = values;
  if (values.validate === true && values['skip-validation'] === true)
    throw new LoomError('usage', { message: '--validate and --skip-validation contradict each other.' });
  if (values.restore === true && values['merge-strategy'] !== undefined)
    throw new LoomError('usage', {
      message: '--restore takes everything as it is in the source: it has no merge strategy.',
    });
  return {
    strategy: values['merge-strategy'] ?? 'merge',
    agents,
    kinds: type === undefined ? undefined : KINDS.filter((kind) => type.includes(KIND_PLURALS[kind])),
    map: readMap(values.map ?? []),
    includeGlobal: values['include-global'] ?? (agents === undefined && type === undefined),
    restore: values.restore === true,
    resurrect: values.resurrect === true,
    validation: values['skip-validation'] === true ? 'none' : values.validate === true ? 'full' : 'basic',
    skipInvalid: values['skip-invalid'] === true,
    password,
  };
}

function readMap(pairs: readonly string[]): Readonly<Record<string, string>> {
  const map: [string, string][] = [];
  for (const pair of pairs) {
    const [source, target, ...more] = pair.split('=');
    if (source === undefined || target === undefined || source === '' || target === '' || more.length > 0)
      throw new LoomError('value-invalid', { option: '--map', value: pair, wanted: 'SOURCE=TARGET' });
    if (map.some(([name, other]) => name === source && other !== target))
      throw new LoomError('usage', { message: `--map sends ${source} to two agents.` });
    map.push([source, target]);
  }
  return Object.fromEntries(map);
}
