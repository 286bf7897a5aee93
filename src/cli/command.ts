import type { OptionTable, OptionValues } from '../core/options';
import type { Context } from './context';
import type { ExitCode } from './exitCodes';

export interface Positional {
  /** As it stands in the usage line: `FILE`. */
  readonly name: string;
  readonly describe: string;
  readonly optional?: boolean;
  /** Takes every word that follows. */
  readonly many?: boolean;
}

export interface Example {
  readonly line: string;
  readonly describe: string;
}

/** A command as data: parser, help and docs are made from it. */
export interface CommandDescription<Table extends OptionTable> {
  readonly name: string;
  /** One sentence, for the list of commands. */
  readonly summary: string;
  readonly positionals: readonly Positional[];
  readonly options: Table;
  /** Paragraphs under the usage line. */
  readonly details: readonly string[];
  readonly examples: readonly Example[];
}

/** What a command does. Its module is loaded only when the command runs. */
export type Execute<Table extends OptionTable> = (
  values: OptionValues<Table>,
  positionals: readonly string[],
  context: Context,
) => Promise<ExitCode>;

export type RawValues = Readonly<Record<string, boolean | number | string | readonly string[]>>;

export interface Command extends CommandDescription<OptionTable> {
  execute(values: RawValues, positionals: readonly string[], context: Context): Promise<ExitCode>;
}

/** Makes a row of the command table; `load` imports the module that does the work. */
export function defineCommand<const Table extends OptionTable>(
  description: CommandDescription<Table> & { readonly load: () => Promise<Execute<Table>> },
): Command {
  const { load, ...rest } = description;
  return {
    ...rest,
    execute: async (values, positionals, context) => {
      const execute = await load();
      // The parser has read every value by this very table (`readOptionValue`), which types cannot follow.
      return execute(values as OptionValues<Table>, positionals, context);
    },
  };
}
