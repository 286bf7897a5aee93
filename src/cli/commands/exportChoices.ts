import { resolve } from 'node:path';
import type { AnonymisationChoices } from '../../core/anonymise/choices';
import type { ExportOptionValues } from '../../core/options';
import type { Io } from '../io';
import { readTextFile } from '../readTextFile';

/** What the files named by `--names`, `--clients` and `--rules` add. Throws `rules-invalid` and what reading throws. */
export async function choicesFromFiles(io: Io, values: ExportOptionValues): Promise<AnonymisationChoices> {
  const read = async (name: string): Promise<string> => readTextFile(resolve(io.cwd, name), name);
  const { names, clients, rules } = values;
  if (names === undefined && clients === undefined && rules === undefined) return {};
  const [{ readWordList }, { readRules }] = await Promise.all([
    import('../../core/anonymise/readWordList'),
    import('../../core/anonymise/readRules'),
  ]);
  return {
    ...(names === undefined ? {} : { names: readWordList(await read(names), names) }),
    ...(clients === undefined ? {} : { clients: readWordList(await read(clients), clients) }),
    ...(rules === undefined ? {} : { rules: await readRules(await read(rules), rules) }),
  };
}
