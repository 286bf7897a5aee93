import { KINDS, KIND_PLURALS } from '../store/records';
import { countWords, numberWords, percentWords, ratioWords, sizeWords, treeLines } from '../words';
import { anonymisedLines, countLines, decisionLines, sumOf } from './anonymisedWords';
import type { ExportReport } from './request';

/** Where a report stands. */
export interface ReportPlace {
  /** The folder of the output as the person knows it; `standard output` for a stream. */
  readonly location: string;
}

/**
 * What a person reads after an export (M80-M82): the sections and the tree of the seed (S0:238-277), in the words of
 * this product. Lines end with `\n`; no colour.
 */
export function renderReport(report: ExportReport, place: ReportPlace): string {
  const main = report.files.at(0)?.path ?? '-';
  const heading = ['Export complete', '', ...placeLines(report, main, place)];
  return join([
    heading,
    ...scopeSections(report),
    section('Processing', processingLines(report)),
    section(
      'Files created',
      report.files.map((file) => `${file.path} (${sizeWords(file.bytes)})`),
    ),
    bullets('Next steps', nextSteps(report, place.location === './' ? main : `${place.location}${main}`)),
    bullets('⚠ Important', importantNotes(report)),
  ]);
}

/** What a dry run would export: every record by id with the reason, then the sums. Nothing was written. */
export function renderDryRun(report: ExportReport): string {
  const records = report.records ?? [];
  const lists = report.agents.map((agent) =>
    section(
      agent.name,
      records
        .filter((record) => record.agent === agent.name)
        .map((record) => `${record.kind} ${record.id} (${record.reason})`),
    ),
  );
  const { level, counts } = report.anonymisation;
  const changes =
    level === 'none'
      ? 'Not anonymised: secrets and names would be in it.'
      : `Anonymization: ${level}, ${countWords(sumOf(counts), 'item')} would change.`;
  return join([['Dry run: nothing was written.', changes], ...lists, ...scopeSections(report)]);
}

/** `aml import <file> --validate` (S0:232), quoted for a shell where the name asks for it. */
export function importCommand(file: string, validate: boolean): string {
  return `aml import ${shellWord(file)}${validate ? ' --validate' : ''}`;
}

function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

function placeLines(report: ExportReport, main: string, place: ReportPlace): string[] {
  const what =
    report.format === 'csv'
      ? `Export files: ${countWords(report.files.length, 'file')}`
      : `Export file: ${main}`;
  return [what, `Location:    ${place.location}`];
}

/** What the records are and what was left out: the same for a real and a dry run. */
function scopeSections(report: ExportReport): string[][] {
  return [
    section('Exported agents', report.agents.map(agentLine)),
    section(
      'Shared patterns',
      report.shared.map(
        (record) =>
          `${record.id} of ${record.agent} (${record.reason}; used by ${record.used_by.join(', ')})`,
      ),
    ),
    section('Statistics', statisticsLines(report)),
    section(
      'Left out by filters',
      Object.entries(report.excluded).map(([reason, count]) => `${countWords(count, 'record')}: ${reason}`),
    ),
    section(
      'Not exported, cannot be read',
      report.problems.filter((problem) => problem.level === 'error').map((problem) => problem.message),
    ),
    section(
      'Warnings',
      report.problems.filter((problem) => problem.level === 'warning').map((problem) => problem.message),
    ),
    section('Anonymization summary', [
      ...anonymisedLines(report.anonymisation.counts),
      ...decisionLines(report.anonymisation.decisions),
    ]),
    section('Anonymized by agent', countLines(report.anonymisation.agents)),
    section('Anonymized by rule', countLines(report.anonymisation.rules)),
  ];
}

function agentLine(agent: ExportReport['agents'][number]): string {
  const parts = KINDS.filter((kind) => agent[KIND_PLURALS[kind]] > 0).map((kind) =>
    countWords(agent[KIND_PLURALS[kind]], kind),
  );
  return `${agent.name} (${parts.length === 0 ? 'no records' : parts.join(', ')})`;
}

function statisticsLines(report: ExportReport): string[] {
  const rates = report.agents.map((agent) => agent.successRate).filter((rate) => rate !== null);
  const mean = rates.length === 0 ? null : rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
  return [
    `Total patterns: ${numberWords(report.counts.patterns)}`,
    `Total solutions: ${numberWords(report.counts.solutions)}`,
    `Total decisions: ${numberWords(report.counts.decisions)}`,
    `Success rate avg: ${percentWords(mean)}`,
    `Memory exported: ${sizeWords(report.uncompressedBytes)}`,
  ];
}

function processingLines(report: ExportReport): string[] {
  const { level, counts } = report.anonymisation;
  const ratio = ratioWords(report.uncompressedBytes, report.finalBytes);
  const compression = report.metadata.compression;
  return [
    level === 'none'
      ? 'Anonymization: none. Not anonymised: secrets and names are in it'
      : `Anonymization: enabled, ${level} (${countWords(sumOf(counts), 'item')} sanitized)`,
    report.encrypted ? 'Encryption: enabled (AES-256-GCM)' : 'Encryption: disabled',
    compression === 'none' || ratio === undefined
      ? `Compression: ${compression}`
      : `Compression: ${compression} (${ratio} ratio)`,
    `Final size: ${sizeWords(report.finalBytes)}`,
    ...(report.verified === undefined
      ? []
      : [
          report.verified
            ? 'Verified: read back, and everything is as it was written'
            : 'Verified: read back, and it is NOT what was written',
        ]),
  ];
}

function nextSteps(report: ExportReport, path: string): string[] {
  const archive = report.format === 'tar' || report.format === 'json';
  const named = archive && report.files.at(0)?.path !== '-';
  return [
    'Share the export with team members',
    ...(named ? [`Import it in another project: ${importCommand(path, false)}`] : []),
    'Store a backup in a secure location',
    ...(named ? [`Verify integrity: aml verify ${shellWord(path)}`] : []),
  ];
}

function importantNotes(report: ExportReport): string[] {
  const lost = report.problems.some((problem) => problem.level === 'error');
  return [
    ...(lost ? ['Some files of the memory could not be read: this export does not hold everything'] : []),
    ...(report.encrypted ? ['Keep the password: there is no way to recover it'] : []),
    'The export holds learned patterns, which are worth protecting',
    report.anonymisation.level === 'none'
      ? 'Nothing was anonymised: secrets and names are in it as they are in the memory'
      : 'Anonymisation may not catch everything that is sensitive',
    report.manifestPath === undefined
      ? 'Review the export before sharing it publicly'
      : 'Review the export and its manifest before sharing them publicly',
  ];
}

function section(title: string, items: readonly string[]): string[] {
  return items.length === 0 ? [] : [`${title}:`, ...treeLines(items)];
}

function bullets(title: string, items: readonly string[]): string[] {
  return [`${title}:`, ...items.map((item) => `• ${item}`)];
}

function join(sections: readonly (readonly string[])[]): string {
  const filled = sections.filter((lines) => lines.length > 0);
  return `${filled.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}
