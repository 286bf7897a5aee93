import { inspectArchive } from '../../core/bundle/archive';
import type { Inspection } from '../../core/bundle/archive';
import { manifestModel } from '../../core/bundle/manifestModel';
import type { ManifestModel } from '../../core/bundle/manifestModel';
import { anonymisedLines } from '../../core/export/anonymisedWords';
import { countWords, numberWords, percentWords, ratioWords, sizeWords, treeLines } from '../../core/words';
import type { Execute } from '../command';
import type { bundleOptions } from '../descriptions/bundles';
import { openBundleFile } from '../bundleFile';
import { exit } from '../exitCodes';
import { optionalPassword } from '../password';
import { oneLine } from '../textTable';

/** What the formats are called for people; others are named as they are. */
const FORMAT_WORDS = new Map<Inspection['format'], string>([
  ['loom-tar', 'Loom Memory bundle (tar)'],
  ['loom-json', 'Loom Memory bundle (JSON)'],
  ['sealed', 'encrypted Loom Memory bundle'],
  ['sqlite', 'SQLite database'],
]);

/** `aml inspect`: `{format, version, encrypted, metadata, counts, header, sizes}`. */
export const runInspect: Execute<typeof bundleOptions> = async (values, [file = ''], context) => {
  const { source, sealed } = await openBundleFile(context.io, file);
  const password = sealed
    ? await optionalPassword(context.io, values['password-file'], file, context.json)
    : undefined;
  const inspection = await inspectArchive(
    source,
    { password, signal: context.run.signal },
    await context.host(),
  );
  if (context.json) {
    const { format, version, encrypted, metadata, counts, header, sizes } = inspection;
    await context.printJson({
      format,
      version: version ?? null,
      encrypted,
      metadata: metadata ?? null,
      counts: counts ?? null,
      sizes,
      ...(header === undefined ? {} : { header: headerFacts(header) }),
    });
  } else {
    await context.print(pageOf(file, inspection));
  }
  return exit.done;
};

/** Bytes as hexadecimal text, so that the header can be printed. */
function headerFacts(header: NonNullable<Inspection['header']>): object {
  return Object.fromEntries(
    Object.entries(header).map(([name, value]: [string, unknown]) => [
      name,
      value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value,
    ]),
  );
}

function pageOf(file: string, inspection: Inspection): string {
  const { metadata, sizes, encrypted, version, format, header } = inspection;
  const size =
    sizes.uncompressed === undefined
      ? sizeWords(sizes.file)
      : `${sizeWords(sizes.file)} of ${sizeWords(sizes.uncompressed)} (${ratioWords(sizes.uncompressed, sizes.file) ?? '1.0x'})`;
  const head = [
    oneLine(file),
    `Format:      ${FORMAT_WORDS.get(format) ?? format}`,
    ...(version === undefined ? [] : [`Version:     ${oneLine(version)}`]),
    `Encrypted:   ${encrypted ? 'yes (AES-256-GCM)' : 'no'}`,
    ...(header === undefined ? [] : [`Key:         PBKDF2, ${numberWords(header.iterations)} iterations`]),
    `Size:        ${size}`,
  ];
  const body = metadata === undefined ? [] : modelLines(manifestModel(metadata), metadata);
  const locked = encrypted && metadata === undefined ? ['', 'The password shows what is inside.'] : [];
  return [...head, ...body, ...locked, ''].join('\n');
}

function modelLines(model: ManifestModel, metadata: NonNullable<Inspection['metadata']>): string[] {
  const { anonymisation } = model;
  const level = anonymisation.level ?? (anonymisation.applied ? 'yes' : 'none');
  const items = anonymisation.items > 0 ? ` (${countWords(anonymisation.items, 'item')})` : '';
  return [
    `Exported:    ${oneLine(metadata.export_date.replace('T', ' ').replace('Z', ' UTC'))}`,
    `Anonymised:  ${oneLine(level)}${items}`,
    ...section(
      'Agents',
      model.agents.map((line) => {
        const counts =
          line.counts === null
            ? []
            : [
                countWords(line.counts.patterns, 'pattern'),
                countWords(line.counts.solutions, 'solution'),
                countWords(line.counts.decisions, 'decision'),
              ];
        const success = line.successRate === null ? [] : [`success ${percentWords(line.successRate)}`];
        const bytes = line.bytes === null ? [] : [sizeWords(line.bytes)];
        const facts = [...counts, ...success, ...bytes];
        return `${oneLine(line.agent)}${facts.length === 0 ? '' : ` (${facts.join(', ')})`}`;
      }),
    ),
    ...section(
      'Filters',
      model.filters.map(([name, value]) => oneLine(`${name}: ${String(value)}`)),
    ),
    ...section('Anonymization summary', anonymisedLines(metadata.anonymization?.counts ?? {})),
    ...section(
      'Left out by filters',
      model.excluded.map(([reason, count]) => oneLine(`${countWords(count, 'record')}: ${reason}`)),
    ),
    ...section(
      'Not exported, could not be read',
      model.unreadable.map(({ message }) => oneLine(message)),
    ),
  ];
}

function section(title: string, items: readonly string[]): string[] {
  return items.length === 0 ? [] : ['', `${title}:`, ...treeLines(items)];
}
