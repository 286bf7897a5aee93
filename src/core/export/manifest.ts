import { countWords, numberWords, percentWords, ratioWords, sizeWords } from '../words';
import { anonymisedLines, countLines, decisionLines, sumOf } from './anonymisedWords';
import { importCommand } from './reportText';
import type { AgentReport, ExportReport } from './request';

/**
 * The readable manifest beside an export (M70-M79), Markdown, in the sections and words of the seed (S0:185-234). Always
 * plain text, also beside an encrypted export. `minimal` leaves out what would tell of the content: agent names, counts,
 * hashes by agent, names of files.
 */
export function renderManifest(report: ExportReport, detail: 'full' | 'minimal'): string {
  const full = detail === 'full';
  const { metadata } = report;
  const sections: string[][] = [
    [
      '# AML Export Manifest',
      '',
      `**Export Date**: ${metadata.export_date.replace('T', ' ').replace('Z', ' UTC')}`,
      `**Version**: ${metadata.version}`,
      `**Source**: ${metadata.source_project} (anonymized)`,
    ],
  ];
  if (full) {
    sections.push(['## Exported Agents'], ...report.agents.map((agent) => agentLines(agent, report)));
    const shared = sharedLines(report);
    if (shared.length > 0) sections.push(['## Shared Patterns', ...shared]);
  }
  sections.push(['## Filters Applied', ...filterLines(report, full)]);
  const left = full ? notExportedLines(report) : [];
  if (left.length > 0) sections.push(['## Not Exported', ...left]);
  sections.push(['## Anonymization', ...anonymisationLines(report, full)]);
  sections.push(['## Encryption', ...encryptionLines(report)]);
  sections.push(['## File Size', ...sizeLines(report)]);
  sections.push(['## Checksums', ...checksumLines(report, full)]);
  if (report.format === 'tar' || report.format === 'json') {
    const main = report.files.at(0)?.path ?? '-';
    sections.push(['## Import Command', '```', importCommand(main, true), '```']);
  }
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function sizeLines(report: ExportReport): string[] {
  const uncompressed = `- Uncompressed: ${sizeWords(report.uncompressedBytes)}`;
  const size = sizeWords(report.finalBytes);
  if (report.metadata.compression === 'none') return [uncompressed, `- Export: ${size}`];
  const ratio = ratioWords(report.uncompressedBytes, report.finalBytes);
  return [
    uncompressed,
    `- Compressed: ${size}`,
    ...(ratio === undefined ? [] : [`- Compression Ratio: ${ratio}`]),
  ];
}

function agentLines(agent: AgentReport, report: ExportReport): string[] {
  const types = report.metadata.types ?? ['patterns', 'solutions', 'decisions'];
  const row = (label: string, kind: 'patterns' | 'solutions' | 'decisions'): string[] =>
    types.includes(kind) || agent[kind] > 0
      ? [`- ${label}: ${numberWords(agent[kind])} (${sizeWords(agent.bytes[kind])})`]
      : [];
  return [
    `### ${agent.name}`,
    ...row('Patterns', 'patterns'),
    ...row('Solutions', 'solutions'),
    ...row('Decisions', 'decisions'),
    `- Success Rate: ${percentWords(agent.successRate)}`,
    `- Total: ${sizeWords(agent.bytes.total)}`,
  ];
}

function sharedLines(report: ExportReport): string[] {
  return report.shared.map(
    (record) => `- ${record.id} of ${record.agent}: ${record.reason}, used by ${record.used_by.join(', ')}`,
  );
}

/** The seed's labels for what `filters_applied` holds; a key of a later version is shown as it is. */
const FILTER_LABELS = new Map([
  ['min_confidence', 'Min Confidence'],
  ['since', 'Since Date'],
  ['until', 'Until Date'],
  ['date_field', 'Date Field'],
  ['min_success_rate', 'Min Success Rate'],
  ['min_uses', 'Min Uses'],
  ['agents', 'Agents'],
  ['types', 'Types'],
  ['records', 'Chosen Records'],
]);

function filterLines(report: ExportReport, full: boolean): string[] {
  const lines = Object.entries(report.metadata.filters_applied)
    .filter(([name]) => full || (name !== 'agents' && name !== 'records'))
    .map(([name, value]) => `- ${FILTER_LABELS.get(name) ?? name}: ${String(value)}`);
  return lines.length === 0 ? ['- None'] : lines;
}

function notExportedLines(report: ExportReport): string[] {
  const excluded = Object.entries(report.excluded).map(
    ([reason, count]) => `- ${countWords(count, 'record')}: ${reason}`,
  );
  const unreadable = report.problems
    .filter((problem) => problem.level === 'error')
    .map((problem) => `- ${problem.message}`);
  return [...excluded, ...unreadable];
}

function anonymisationLines(report: ExportReport, full: boolean): string[] {
  const { level, counts, decisions, agents, rules } = report.anonymisation;
  if (level === 'none')
    return ['- Status: Disabled', '- Not anonymised: secrets and names are in it as they are in the memory'];
  const status = [`- Status: Enabled`, `- Level: ${level}`];
  if (!full) return status;
  return [
    ...status,
    ...anonymisedLines(counts).map((line) => `- ${line}`),
    `- Sensitive data sanitized: ${countWords(sumOf(counts), 'item')}`,
    ...decisionLines(decisions).map((line) => `- ${line}`),
    ...countLines(agents).map((line) => `- By agent, ${line}`),
    ...countLines(rules).map((line) => `- By rule, ${line}`),
  ];
}

function encryptionLines(report: ExportReport): string[] {
  return report.encrypted
    ? ['- Status: Enabled', '- Algorithm: AES-256-GCM', '- Key Derivation: PBKDF2-HMAC-SHA256']
    : ['- Status: Disabled'];
}

function checksumLines(report: ExportReport, full: boolean): string[] {
  const files = report.files.filter((file) => file.path !== report.manifestPath);
  const packages =
    files.length === 1
      ? files.map((file) => `- Package: sha256:${file.sha256}`)
      : files.map((file) => `- ${full ? file.path : 'File'}: sha256:${file.sha256}`);
  const sections = Object.entries(report.checksums).map(
    ([name, hash]) => `- ${name}: ${hash.replace(/^sha256-/, 'sha256:')}`,
  );
  return full ? [...packages, ...sections] : packages;
}
