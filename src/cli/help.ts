import { presets } from '../core/export/presets';
import type { OptionDescription, OptionTable } from '../core/options';
import type { Command } from './command';
import { canNegate, shortOptions } from './commandLine';
import { commandTable } from './commandTable';
import { globalOptions } from './globalOptions';

const WIDTH = 80;
const INDENT = '  ';
/** Options and their values stand in a column of this width; longer ones push their sentence to the next line. */
const COLUMN = 26;

const programSummary =
  'aml reads the memory that AI agents keep in .loom/memory: shows it, exports it, and checks what was exported.';

const environmentRows: readonly (readonly [name: string, describe: string])[] = [
  ['AML_EXPORT_PASSWORD', 'The password of bundles; ECM_EXPORT_PASSWORD is taken too.'],
  ['NO_COLOR, FORCE_COLOR', 'Never or always use colour.'],
  ['SOURCE_DATE_EPOCH', 'Seconds since 1970 to take as the current time, for reproducible exports.'],
];

const exitRows: readonly (readonly [code: string, describe: string])[] = [
  ['0', 'done'],
  ['1', 'the check found problems or differences'],
  ['2', 'the command line asks for something that there is not'],
  ['3', 'a password is missing or wrong'],
  ['4', 'the file is no readable bundle of a known format'],
  ['5', 'the memory is missing, damaged or unreadable, whole or in part'],
  ['6', 'another process holds a lock'],
  ['7', 'permission, space or other input and output'],
  ['130', 'cancelled'],
];

/** What `aml --help` prints. */
export function programHelp(): string {
  return page([
    ['Usage: aml [MEMORY_DIR] COMMAND [options]'],
    wrap(programSummary, ''),
    ['Commands:', ...commandTable.flatMap((command) => row(command.name, command.summary, 12))],
    ['Options:', ...optionRows(globalOptions)],
    ['Environment:', ...environmentRows.flatMap(([name, describe]) => row(name, describe, COLUMN))],
    ['Exit codes:', ...exitRows.flatMap(([code, describe]) => row(code, describe, 6))],
    ['aml COMMAND --help says more about a command.'],
  ]);
}

/** What `aml COMMAND --help` prints. */
export function commandHelp(command: Command): string {
  return page([
    wrap(`Usage: ${usage(command)}`, INDENT),
    wrap(command.summary, ''),
    ...command.details.map((paragraph) => wrap(paragraph, '')),
    section(
      'Arguments',
      command.positionals.flatMap((positional) => row(positional.name, positional.describe, COLUMN)),
    ),
    section('Options', optionRows(command.options)),
    section('Presets', command.name === 'export' ? presetRows() : []),
    section('Options of every command', optionRows(globalOptions)),
    section(
      'Examples',
      command.examples.flatMap((example) => [
        `${INDENT}${example.line}`,
        ...wrap(example.describe, '      ', '      '),
      ]),
    ),
  ]);
}

/** The page of the documentation, from the same tables; `test/cli/help.test.ts` holds the file to it. */
export function documentation(): string {
  const blocks: string[] = [
    '# The command line',
    'This page is made from the tables that the program itself reads its options by.',
    programSummary,
    fence(['aml [MEMORY_DIR] COMMAND [options]']),
    'MEMORY_DIR, or `--memory DIR`, is the memory folder or the project that holds it; else it is the nearest `.loom/memory` at or above the working folder. Text for people and, with `--json`, one JSON object go to standard output; progress and errors go to standard error. An error is two lines, what is wrong and what to do; with `--json` it is `{"error": {"code", "message", "hint", "data"}}`.',
    '## Commands',
    table(
      ['Command', ''],
      commandTable.map((command) => [`[\`aml ${command.name}\`](#aml-${command.name})`, command.summary]),
    ),
    '## Options of every command',
    optionTable(globalOptions),
    '## Environment',
    table(
      ['Variable', ''],
      environmentRows.map(([name, describe]) => [`\`${name}\``, describe]),
    ),
    '## Exit codes',
    table(
      ['Code', ''],
      exitRows.map(([code, describe]) => [code, describe]),
    ),
  ];
  for (const command of commandTable) {
    blocks.push(`## aml ${command.name}`, command.summary, fence([usage(command)]), ...command.details);
    if (command.positionals.length > 0) {
      blocks.push(
        table(
          ['Argument', ''],
          command.positionals.map(({ name, describe }) => [`\`${name}\``, describe]),
        ),
      );
    }
    if (Object.keys(command.options).length > 0) blocks.push(optionTable(command.options));
    if (command.name === 'export') {
      blocks.push(
        '### Presets',
        table(
          ['Preset', '', 'Stands for'],
          Object.entries(presets).map(([name, preset]) => [
            `\`${name}\``,
            preset.describe,
            `\`${spelled(preset.values)}\``,
          ]),
        ),
      );
    }
    blocks.push(fence(command.examples.flatMap(({ line, describe }) => [`# ${describe}`, line])));
  }
  return `${blocks.join('\n\n')}\n`;
}

function usage(command: Command): string {
  const words = command.positionals.map(({ name, optional, many }) => {
    const word = many === true ? `${name}...` : name;
    return optional === true ? `[${word}]` : word;
  });
  const options = Object.keys(command.options).length === 0 ? [] : ['[options]'];
  return ['aml [MEMORY_DIR]', command.name, ...words, ...options].join(' ');
}

function presetRows(): string[] {
  return Object.entries(presets).flatMap(([name, preset]) => [
    ...row(name, preset.describe, COLUMN),
    ...wrap(spelled(preset.values), ' '.repeat(COLUMN + 2), ' '.repeat(COLUMN + 2)),
  ]);
}

/** Values as they would be typed: `--anonymize full --encrypt`. */
function spelled(values: object): string {
  return Object.entries(values)
    .map(([name, value]: [string, unknown]) => (value === true ? `--${name}` : `--${name} ${String(value)}`))
    .join(' ');
}

function optionRows(options: OptionTable): string[] {
  return Object.entries(options).flatMap(([name, description]) =>
    row(optionWords(name, description), optionSentence(description), COLUMN),
  );
}

function optionWords(name: string, description: OptionDescription): string {
  const { option } = description;
  switch (option.type) {
    case 'flag': {
      const short = shortOptions[name];
      if (short !== undefined) return `-${short}, --${name}`;
      return canNegate(description) ? `--[no-]${name}` : `--${name}`;
    }
    case 'choice':
      return `--${name} ${option.choices.join('|')}`;
    default:
      return `--${name} ${option.placeholder}`;
  }
}

/** The sentence of an option with its range, default and other spelling in brackets before the full stop. */
function optionSentence({ option, describe, alias }: OptionDescription): string {
  const notes: string[] = [];
  if (option.type === 'number' && option.max !== undefined) notes.push(`${option.min} to ${option.max}`);
  if (option.type === 'list' && option.choices !== undefined) notes.push(option.choices.join(', '));
  if (option.type === 'flag' && option.default) notes.push('default: on');
  if ('default' in option && option.type !== 'flag') notes.push(`default: ${String(option.default)}`);
  if (alias !== undefined) notes.push(`also --${alias}`);
  return notes.length === 0 ? describe : describe.replace(/\.$/, ` (${notes.join('; ')}).`);
}

function optionTable(options: OptionTable): string {
  return table(
    ['Option', ''],
    Object.entries(options).map(([name, description]) => [
      `\`${optionWords(name, description)}\``,
      optionSentence(description),
    ]),
  );
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', String.raw`\|`)).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function fence(lines: readonly string[]): string {
  return ['```sh', ...lines, '```'].join('\n');
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`${title}:`, ...lines];
}

function row(left: string, right: string, column: number): string[] {
  const pad = ' '.repeat(column + INDENT.length);
  const lines = wrap(right, pad, pad);
  return left.length < column - 1
    ? [`${INDENT}${left.padEnd(column)}${(lines[0] ?? '').slice(pad.length)}`, ...lines.slice(1)]
    : [`${INDENT}${left}`, ...lines];
}

function wrap(text: string, indent: string, first = ''): string[] {
  const lines: string[] = [];
  let line = first;
  let empty = true;
  for (const word of text.split(' ')) {
    if (!empty && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = indent;
      empty = true;
    }
    line += empty ? word : ` ${word}`;
    empty = false;
  }
  return [...lines, line];
}

function page(sections: readonly (readonly string[])[]): string {
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}
