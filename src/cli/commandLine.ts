import { parseArgs } from 'node:util';
import { LoomError } from '../core/errors';
import { readOptionValue } from '../core/options';
import type { OptionDescription, OptionTable } from '../core/options';
import type { Command, RawValues } from './command';
import { commandTable } from './commandTable';
import { globalOptions } from './globalOptions';

/** What a command line asks for. */
export interface CommandLine {
  /** Undefined when only the program was named. */
  readonly command: Command | undefined;
  /** `--memory` or the folder before the command. */
  readonly memory: string | undefined;
  /** Values of the command's own options that were given. */
  readonly values: RawValues;
  readonly positionals: readonly string[];
  readonly json: boolean;
  readonly verbose: boolean;
  readonly color: boolean | undefined;
  readonly help: boolean;
  readonly version: boolean;
}

/** What the parser must ask of the world. */
export interface Surroundings {
  isFolder(path: string): Promise<boolean>;
  /** Loads what judges dates; only called when there is one. */
  loadDateCheck(): Promise<(text: string) => boolean>;
}

/** One letter for what every program has. */
export const shortOptions: Readonly<Record<string, string>> = { help: 'h', version: 'V' };

/**
 * Reads `aml [MEMORY_DIR] COMMAND [options]`. Throws `command-unknown`, `option-unknown`, `value-invalid`,
 * `memory-missing` and `usage`.
 */
export async function readCommandLine(
  argv: readonly string[],
  surroundings: Surroundings,
): Promise<CommandLine> {
  const head = await findCommand(argv, surroundings);
  const table: OptionTable = { ...globalOptions, ...head.command?.options };
  const { tokens } = parseArgs({
    args: [...head.rest],
    options: Object.fromEntries(
      Object.entries(table).flatMap(([name, description]) =>
        [name, ...(description.alias === undefined ? [] : [description.alias])].map((spelling) => [
          spelling,
          {
            type: description.option.type === 'flag' ? ('boolean' as const) : ('string' as const),
            ...(shortOptions[name] === undefined ? {} : { short: shortOptions[name] }),
          },
        ]),
      ),
    ),
    // The tokens are checked here against the same table: Node's own errors carry neither name nor value as data.
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const options = tokens.filter((token) => token.kind === 'option');
  const positionals = tokens.filter((token) => token.kind === 'positional').map((token) => token.value);

  const given: Given[] = [];
  const help = head.help || options.some((token) => token.name === 'help');
  if (!help) for (const token of options) given.push(await identify(token, table));
  const isDate = given.some((one) => one.description.option.type === 'date')
    ? await surroundings.loadDateCheck()
    : () => true;
  const values: Record<string, boolean | number | string | readonly string[]> = {};
  for (const one of given) {
    const value = readGiven(one, isDate);
    const before = values[one.name];
    // A list may be given in several goes; of anything else the last counts.
    values[one.name] =
      typeof before === 'object' && typeof value === 'object' ? [...new Set([...before, ...value])] : value;
  }
  const memory = values['memory'];
  if (memory !== undefined && head.memory !== undefined) {
    throw new LoomError('usage', { message: 'The memory folder is named twice.' });
  }
  if (head.command !== undefined && !help) checkPositionals(head.command, positionals);
  const own = new Set(Object.keys(head.command?.options ?? {}));
  return {
    command: head.command,
    memory: typeof memory === 'string' ? memory : head.memory,
    values: Object.fromEntries(Object.entries(values).filter(([name]) => own.has(name))),
    positionals,
    json: values['json'] === true,
    verbose: values['verbose'] === true,
    color: typeof values['color'] === 'boolean' ? values['color'] : undefined,
    help,
    version: values['version'] === true,
  };
}

interface Head {
  readonly command: Command | undefined;
  readonly memory: string | undefined;
  readonly help: boolean;
  /** The arguments without the folder and the command. */
  readonly rest: readonly string[];
}

async function findCommand(argv: readonly string[], surroundings: Surroundings): Promise<Head> {
  let memory: string | undefined;
  let help = false;
  const rest: string[] = [];
  for (let index = 0; index < argv.length; index += 1) {
    const word = argv[index] ?? '';
    if (word.startsWith('-') && word !== '-') {
      rest.push(word);
      const name = word.replace(/^--(no-)?/, '').replace(/=.*$/s, '');
      if (word === '--memory') {
        index += 1;
        rest.push(...argv.slice(index, index + 1));
      } else if (word.startsWith('--') && !(name in globalOptions)) {
        throw new LoomError('usage', {
          message: `${word.replace(/=.*$/s, '')} stands before a command.`,
          hint: `write the command first: aml COMMAND ${word}`,
        });
      }
      continue;
    }
    const following = argv.slice(index + 1);
    const command = commandTable.find((row) => row.name === word);
    if (command !== undefined) return { command, memory, help, rest: [...rest, ...following] };
    if (word === 'help' && memory === undefined && !help) {
      help = true;
      continue;
    }
    if (memory === undefined && !help && (await surroundings.isFolder(word))) {
      memory = word;
      continue;
    }
    const beforeCommand = following.some((next) => commandTable.some((row) => row.name === next));
    if (memory === undefined && (/[/\\]/.test(word) || beforeCommand)) {
      throw new LoomError('memory-missing', { path: word });
    }
    throw new LoomError('command-unknown', {
      command: word,
      nearest: await nearest(
        word,
        commandTable.map((row) => row.name),
      ),
    });
  }
  return { command: undefined, memory, help, rest };
}

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

interface Given {
  readonly name: string;
  readonly description: OptionDescription;
  readonly token: OptionToken;
  /** Written as `--no-name`. */
  readonly negated: boolean;
}

async function identify(token: OptionToken, table: OptionTable): Promise<Given> {
  const negated = token.name.startsWith('no-') && find(token.name, table) === undefined;
  const found = find(negated ? token.name.slice(3) : token.name, table);
  if (found !== undefined) {
    const [name, description] = found;
    if (!negated || canNegate(description)) return { name, description, token, negated };
  }
  if (/^(no-)?(password|passphrase)$/.test(token.name)) {
    throw new LoomError('usage', {
      message:
        'A password is never an argument: other people on this machine and the history of the shell would see it.',
      hint: 'use the prompt, AML_EXPORT_PASSWORD or --password-file FILE',
    });
  }
  const known = Object.entries(table).flatMap(([name, description]) => [
    `--${name}`,
    ...(canNegate(description) ? [`--no-${name}`] : []),
  ]);
  throw new LoomError('option-unknown', {
    option: token.rawName,
    nearest: await nearest(token.rawName, known),
  });
}

function find(spelling: string, table: OptionTable): readonly [string, OptionDescription] | undefined {
  return Object.entries(table).find(
    ([name, description]) => name === spelling || description.alias === spelling,
  );
}

/** Whether `--no-name` says something: the flag is on by default, or others may have switched it on. */
export function canNegate({ option }: OptionDescription): boolean {
  return option.type === 'flag' && (option.default || option.negatable === true);
}

function readGiven(given: Given, isDate: (text: string) => boolean): RawValues[string] {
  const { name, description, token, negated } = given;
  const { option } = description;
  if (option.type === 'flag') {
    return token.value === undefined ? !negated : readOptionValue(name, option, token.value, isDate);
  }
  const { value } = token;
  if (value === undefined || (token.inlineValue !== true && value.startsWith('--'))) {
    throw new LoomError('usage', {
      message: `${token.rawName} needs a value.`,
      hint: `write ${token.rawName}=${'placeholder' in option ? option.placeholder : option.choices.join('|')}`,
    });
  }
  return readOptionValue(name, option, value, isDate);
}

function checkPositionals(command: Command, given: readonly string[]): void {
  const needed = command.positionals.filter((positional) => positional.optional !== true);
  const missing = needed[given.length];
  const hint = `aml ${command.name} --help shows what it takes`;
  if (missing !== undefined) {
    throw new LoomError('usage', { message: `aml ${command.name} needs ${missing.name}.`, hint });
  }
  const many = command.positionals.some((positional) => positional.many === true);
  const extra = given[command.positionals.length];
  if (!many && extra !== undefined) {
    throw new LoomError('usage', { message: `aml ${command.name} does not take "${extra}".`, hint });
  }
}

/** The nearest known word when a slip of the fingers may explain the difference: one letter in three, at least two. */
async function nearest(word: string, known: readonly string[]): Promise<string | undefined> {
  const { closest, distance } = await import('fastest-levenshtein');
  const candidate = closest(word, [...known]);
  return distance(word, candidate) <= Math.max(2, Math.floor(word.length / 3)) ? candidate : undefined;
}
