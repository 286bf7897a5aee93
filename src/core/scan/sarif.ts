import { countLevels, SCAN_LEVELS } from './finding';
import type { ScanFinding, ScanLevel, ScanProblem, ScanReport } from './finding';
import { skippedSentence } from './words';

/** What SARIF's three levels make of ours. */
const LEVELS: Readonly<Record<ScanLevel, 'error' | 'warning' | 'note'>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
};
/** 0 to 10, by which GitHub code scanning sorts: from 9.0 critical, 7.0 high, 4.0 medium. */
const SEVERITIES: Readonly<Record<ScanLevel, string>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.0',
  low: '2.0',
};

/**
 * A report as SARIF 2.1.0 (OASIS, "Static Analysis Results Interchange Format"), one run. Lines and columns are of the
 * decompressed text; of a file inside an archive and a row of a database, which no viewer can open, the place is in the
 * message and the region is the beginning of the whole. No text holds a value that was found. `version`: of this program.
 */
export function sarifOf(report: ScanReport, version: string): object {
  const rules = [...new Set(report.findings.map((finding) => finding.rule))].sort();
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Loom Memory',
            semanticVersion: version,
            informationUri: 'https://github.com/loom-memory/loom-memory#readme',
            rules: rules.map((rule) => ruleOf(rule, report.findings)),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: report.findings.map((finding) => resultOf(finding, rules.indexOf(finding.rule))),
        invocations: [
          {
            executionSuccessful: report.problems.length === 0,
            toolExecutionNotifications: [
              ...report.problems.map(notificationOf),
              ...report.skipped.map((name) => ({
                level: 'note',
                descriptor: { id: 'skipped' },
                message: { text: skippedSentence(name) },
              })),
            ],
          },
        ],
        properties: { counts: countLevels(report.findings), markedSafe: report.markedSafe },
      },
    ],
  };
}

function ruleOf(rule: string, findings: readonly ScanFinding[]): object {
  const own = findings.filter((finding) => finding.rule === rule);
  const level = SCAN_LEVELS.find((one) => own.some((finding) => finding.level === one)) ?? 'low';
  const category = own[0]?.category ?? '';
  const words = `${sentence(category)}: ${rule.replaceAll('-', ' ')}`;
  return {
    id: rule,
    shortDescription: { text: words },
    fullDescription: { text: `${words}. Mask it, move it to the environment, or mark it as safe.` },
    help: { text: 'Replace the text in the memory, and change the credential if it was shared.' },
    defaultConfiguration: { level: LEVELS[level] },
    properties: { tags: ['security', category], 'security-severity': SEVERITIES[level] },
  };
}

function resultOf(finding: ScanFinding, ruleIndex: number): object {
  const { entry, range, agent, id, pointer } = finding;
  const inside = entry === undefined ? '' : ` in ${entry}, line ${range.start.line}`;
  const owner = [agent, id].filter((part) => part !== undefined && part !== '').join(' ');
  return {
    ruleId: finding.rule,
    ruleIndex,
    level: LEVELS[finding.level],
    message: {
      text: `${sentence(finding.category)} (${finding.level})${inside}: ${owner} ${pointer}`.trim(),
    },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(finding.file) },
          region: entry === undefined ? regionOf(finding) : { startLine: 1, startColumn: 1 },
        },
        logicalLocations: [{ fullyQualifiedName: `${owner}#${pointer}`, kind: 'member' }],
      },
    ],
    partialFingerprints: { 'loomMemoryValue/v1': finding.fingerprint },
    properties: { category: finding.category, level: finding.level, replacement: finding.replacement },
  };
}

function regionOf({ range: { start, end } }: ScanFinding): object {
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}

function notificationOf({ file, message, code, line, column }: ScanProblem): object {
  const region =
    line === undefined
      ? {}
      : { region: { startLine: line, ...(column === undefined ? {} : { startColumn: column }) } };
  return {
    level: 'error',
    descriptor: { id: code },
    message: { text: message },
    locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(file) }, ...region } }],
  };
}

/** A relative path as a URI reference (RFC 3986); an absolute one gets the scheme. */
function uriOf(path: string): string {
  const parts = path.replaceAll('\\', '/').split('/').map(encodeURIComponent);
  const encoded = parts.join('/').replace(/^([A-Za-z])%3A\//, '/$1:/');
  return encoded.startsWith('/') ? `file://${encoded}` : encoded.replace(/^\.\//, '');
}

/** `api-keys` as it begins a sentence. */
function sentence(category: string): string {
  const words = category.replaceAll('-', ' ').replace(/^api /, 'API ').replace(/^ip /, 'IP ');
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}
