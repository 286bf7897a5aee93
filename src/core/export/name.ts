import { LoomError } from '../errors';
import type { FormatId } from '../options';
import { unsafeNameReason } from '../path';

/** What a name of each format ends in; a CSV export is a folder. */
const endings: { readonly [Format in FormatId]: string } = {
  tar: '.tar.gz',
  json: '.json',
  sqlite: '.sqlite',
  csv: '',
};
const ENCRYPTED_ENDING = '.enc';
/** Every ending that says a format, our own and other people's. */
const KNOWN_ENDINGS: readonly (readonly [ending: string, format: FormatId])[] = [
  [endings.tar, 'tar'],
  ['.tgz', 'tar'],
  [endings.json, 'json'],
  [endings.sqlite, 'sqlite'],
  ['.sqlite3', 'sqlite'],
  ['.db', 'sqlite'],
];
const DEFAULT_TEMPLATE = 'loom-export-${date}';
/** More agents than this are counted, not named: names of files end at 255 bytes. */
const MAX_NAMED_AGENTS = 3;

/** What the variables of a name template stand for. */
export interface NameValues {
  /** Milliseconds since 1970 UTC. */
  readonly time: number;
  /** The chosen agents; all when absent. */
  readonly agents?: readonly string[] | undefined;
  /** The short hash of the commit that is checked out; absent where there is none or the template does not ask. */
  readonly gitSha?: string | undefined;
}

/** Whether a template uses a variable, so that a host asks for what is dear to know only then. */
export function templateUses(template: string, variable: 'date' | 'gitSha' | 'agents'): boolean {
  return template.includes(`\${${variable}}`);
}

/**
 * The name of an export (M67, M68, M94): `loom-export-YYYYMMDD-HHMMSS.tar.gz` unless a template says otherwise, UTC as
 * the export's own date. Encrypted: `.enc` is appended. Throws `value-invalid` (option `--name-template`) for an unknown
 * variable, for `${gitSha}` where there is none, and for what cannot be a file's name everywhere.
 */
export function exportName(
  template: string | undefined,
  format: FormatId,
  encrypted: boolean,
  values: NameValues,
): string {
  const source = template ?? DEFAULT_TEMPLATE;
  const refuse = (wanted: string): never => {
    throw new LoomError('value-invalid', { option: '--name-template', value: source, wanted });
  };
  const filled = source.replace(/\$\{([^}]*)\}/g, (_whole, variable: string) => {
    switch (variable) {
      case 'date':
        return dateWords(values.time);
      case 'agents':
        return agentWords(values.agents);
      case 'gitSha':
        return values.gitSha ?? refuse('${gitSha} only inside a git repository that has a commit');
      default:
        return refuse('${date}, ${gitSha} and ${agents}');
    }
  });
  if (filled === '') refuse('a name');
  const ending = endings[format];
  const named = formatOfName(filled) === format ? filled : `${filled}${ending}`;
  const name = encrypted ? encryptedName(named) : named;
  const reason = unsafeNameReason(name);
  if (reason !== undefined) refuse(`a name for a file, which this is not: ${reason}`);
  return name;
}

/** The format that a file's name says, `.enc` aside; undefined for a folder or an ending of none. */
export function formatOfName(name: string): FormatId | undefined {
  return knownEnding(name.replace(/\.enc$/i, ''))?.[1];
}

function knownEnding(name: string): (typeof KNOWN_ENDINGS)[number] | undefined {
  const lower = name.toLowerCase();
  return KNOWN_ENDINGS.find(([ending]) => lower.endsWith(ending) && lower.length > ending.length);
}

/** Appends `.enc` unless the name has it. */
export function encryptedName(name: string): string {
  return name.toLowerCase().endsWith(ENCRYPTED_ENDING) ? name : `${name}${ENCRYPTED_ENDING}`;
}

/**
 * The manifest's name beside an export (S0:265): `<name>-manifest.md`, the endings of the format left out. An export that
 * is a folder holds its manifest itself, so `''` gives `export-manifest.md`.
 */
export function manifestName(name: string, format: FormatId): string {
  if (name === '') return 'export-manifest.md';
  const plain = name.replace(/\.enc$/i, '');
  const ending = format === 'csv' ? '' : (knownEnding(plain)?.[0] ?? '');
  return `${plain.slice(0, plain.length - ending.length)}-manifest.md`;
}

/** `20251023-103000`, UTC. */
function dateWords(time: number): string {
  const digits = new Date(time).toISOString().replace(/\D/g, '');
  return `${digits.slice(0, 8)}-${digits.slice(8, 14)}`;
}

function agentWords(agents: readonly string[] | undefined): string {
  if (agents === undefined) return 'all';
  const named = agents.slice(0, MAX_NAMED_AGENTS);
  const more = agents.length - named.length;
  return more === 0 ? named.join('+') : `${named.join('+')}+${String(more)}-more`;
}
