import { resolve } from 'node:path';
import { CATEGORIES } from '../../core/anonymise/categories';
import type { RedactionDecision } from '../../core/anonymise/choices';
import { LoomError } from '../../core/errors';
import type { LoomErrorCode } from '../../core/errors';
import type { OptionValues } from '../../core/options';
import { countLevels, isAtLeast } from '../../core/scan/finding';
import type { ScanFinding, ScanLevel, ScanReport } from '../../core/scan/finding';
import { sarifOf } from '../../core/scan/sarif';
import { scan } from '../../core/scan/scan';
import { CATEGORY_NOUNS, levelWords, skippedSentence } from '../../core/scan/words';
import { countWords, treeLines } from '../../core/words';
import { choicesFromFiles } from './exportChoices';
import type { Execute } from '../command';
import type { scanOptions } from '../descriptions/scan';
import type { Context } from '../context';
import { exit, exitCodes } from '../exitCodes';
import type { ExitCode } from '../exitCodes';
import { identitySecret } from '../identity';
import type { Io } from '../io';
import { existingPassword, givenPassword } from '../password';
import { readTextFile } from '../readTextFile';
import { openScanTargets, STANDARD_INPUT } from '../scanTargets';
import { oneLine } from '../textTable';

/** Files that were not scanned are named one by one, up to so many. */
const MAX_SKIPPED = 20;

/**
 * `aml scan`: `{findings: [{file, agent, kind, id, pointer, rule, category, level, …}], counts, problems, …}`, or SARIF.
 * Exit code 1 when there are findings of the level `--fail-on` or worse; else that of the first thing that could not be
 * scanned; else 0.
 */
export const runScan: Execute<typeof scanOptions> = async (values, named, context) => {
  if (values.sarif === true && context.json)
    throw new LoomError('usage', {
      message: '--json and --sarif are two forms of one report.',
      hint: 'choose one',
    });
  const report = atLeast(await scanNamed(values, named, context), values['min-level']);
  throwWhenNothingWasRead(report, named);
  if (values.sarif === true) await context.printJson(sarifOf(report, await context.io.version()));
  else if (context.json) await context.printJson(jsonOf(report));
  else await printPage(report, context);
  return exitCodeOf(report, values['fail-on'] ?? 'low');
};

async function scanNamed(
  values: OptionValues<typeof scanOptions>,
  named: readonly string[],
  context: Context,
): Promise<ScanReport> {
  const { targets, sealed, close } = await openScanTargets(named, context);
  try {
    const request = {
      targets,
      choices: {
        ...(await choicesFromFiles(context.io, values)),
        detectNames: values['anonymize-names'] === true,
        decisions: await decisionsFrom(values['review-from'], context.io),
        secret: await identitySecret(context.io, (message) => void context.note(`warning: ${message}`)),
      },
      password: await passwordFor(sealed, values, context),
    };
    return await scan(await context.host(), request, context.run);
  } finally {
    await close();
  }
}

/** What a review file leaves where it is. Throws `review-invalid` and what reading throws. */
async function decisionsFrom(file: string | undefined, io: Io): Promise<readonly RedactionDecision[]> {
  if (file === undefined) return [];
  const { decisionOf, readReviewFile } = await import('../../core/export/reviewFile');
  const review = readReviewFile(await readTextFile(resolve(io.cwd, file), file), file);
  return review.hits
    .filter(({ decision }) => decision === 'reject')
    .map((hit) => decisionOf(hit, hit.pointer));
}

async function passwordFor(
  sealed: string | undefined,
  values: OptionValues<typeof scanOptions>,
  { io }: Context,
): Promise<string | undefined> {
  const file = values['password-file'];
  return sealed === undefined ? givenPassword(io, file) : existingPassword(io, file, sealed);
}

/** The report with findings of a level, or worse, only. */
function atLeast(report: ScanReport, least: ScanLevel | undefined): ScanReport {
  if (least === undefined) return report;
  return { ...report, findings: report.findings.filter((finding) => isAtLeast(finding.level, least)) };
}

/** One file that cannot be read at all is an error as with every command; among others it is one of the problems. */
function throwWhenNothingWasRead(report: ScanReport, named: readonly string[]): void {
  const [name] = named;
  if (named.length !== 1 || name === undefined || report.texts > 0) return;
  const [problem] = report.problems;
  if (problem?.error !== undefined) throw problem.error;
  const path = name === '-' ? STANDARD_INPUT : name;
  if (report.skipped.includes(path)) throw new LoomError('not-an-archive', { path });
}

function exitCodeOf({ findings, problems }: ScanReport, failOn: ScanLevel | 'never'): ExitCode {
  if (failOn !== 'never' && findings.some((finding) => isAtLeast(finding.level, failOn)))
    return exit.problemsFound;
  const [problem] = problems;
  if (problem === undefined) return exit.done;
  return problem.error === undefined ? exit.memory : exitCodes[codeOf(problem.error)];
}

function codeOf(error: LoomError): LoomErrorCode {
  return error.code;
}

function jsonOf(report: ScanReport): object {
  const categories = CATEGORIES.map((category) => [category, countOf(report, category)] as const);
  return {
    findings: report.findings.map(({ range: { start, end }, ...finding }) => ({
      file: finding.file,
      entry: finding.entry ?? null,
      agent: finding.agent ?? null,
      kind: finding.kind,
      id: finding.id,
      pointer: finding.pointer,
      in_key: finding.inKey,
      rule: finding.rule,
      category: finding.category,
      level: finding.level,
      line: start.line,
      column: start.column,
      end_line: end.line,
      end_column: end.column,
      replacement: finding.replacement,
      fingerprint: finding.fingerprint,
    })),
    counts: {
      levels: countLevels(report.findings),
      categories: Object.fromEntries(categories.filter(([, count]) => count > 0)),
    },
    marked_safe: report.markedSafe,
    texts: report.texts,
    skipped: report.skipped,
    problems: report.problems.map(({ file, entry, code, message, line, column }) => ({
      file,
      entry: entry ?? null,
      code,
      message,
      line: line ?? null,
      column: column ?? null,
    })),
  };
}

function countOf(report: ScanReport, category: ScanFinding['category']): number {
  return report.findings.filter((finding) => finding.category === category).length;
}

async function printPage(report: ScanReport, context: Context): Promise<void> {
  const { findings, problems, texts, markedSafe } = report;
  const scanned = countWords(texts, 'file');
  const safe = markedSafe === 0 ? '' : ` ${countWords(markedSafe, 'finding')} marked as safe.`;
  if (findings.length === 0) {
    await context.print(`Nothing found in ${scanned}.${safe}\n`);
  } else {
    const counts = countLevels(findings);
    const categories = CATEGORIES.flatMap((category) => {
      const count = countOf(report, category);
      return count === 0 ? [] : [`${CATEGORY_NOUNS[category]}: ${String(count)}`];
    });
    const head = `${countWords(findings.length, 'finding')} in ${scanned}: ${levelWords(counts)}.${safe}`;
    await context.print(
      [head, ...groups(findings, context), '', 'By category:', ...treeLines(categories), ''].join('\n'),
    );
  }
  for (const problem of problems) await context.note(`error: ${oneLine(problem.message)}`);
  for (const line of skippedLines(report.skipped)) await context.note(line);
  if (findings.length > 0) await context.note(`hint: ${hintOf(findings)}`);
}

function skippedLines(skipped: readonly string[]): string[] {
  const more = skipped.length - MAX_SKIPPED;
  return [
    ...skipped.slice(0, MAX_SKIPPED).map((name) => `warning: ${oneLine(skippedSentence(name))}`),
    ...(more > 0 ? [`warning: ${countWords(more, 'more file')} were not scanned; --json names them.`] : []),
  ];
}

/** File by file, in each agent by agent: place, level, what it is, whose. */
function groups(findings: readonly ScanFinding[], { style }: Context): string[] {
  const lines: string[] = [];
  let heading = '';
  let agent: string | undefined;
  for (const finding of findings) {
    const file = finding.entry === undefined ? finding.file : `${finding.file}: ${finding.entry}`;
    if (file !== heading) {
      lines.push('', style.bold(oneLine(file)));
      heading = file;
      agent = undefined;
    }
    if (finding.agent !== undefined && finding.agent !== agent) lines.push(`  ${oneLine(finding.agent)}`);
    agent = finding.agent;
    const { line, column } = finding.range.start;
    const place = `${String(line)}:${String(column)}`.padEnd(10);
    const level = finding.level.padEnd(8);
    const painted =
      finding.level === 'critical' ? style.bad(level) : finding.level === 'high' ? style.warn(level) : level;
    const owner = finding.kind === 'document' ? '' : `${oneLine(finding.id)} `;
    const where = `${owner}${oneLine(finding.pointer)}${finding.inKey ? ' (key)' : ''}`.trim();
    lines.push(
      `    ${place}  ${painted}  ${CATEGORY_NOUNS[finding.category].padEnd(22)}  ${where}`.trimEnd(),
    );
  }
  return lines;
}

function hintOf(findings: readonly ScanFinding[]): string {
  return findings.some((finding) => finding.level === 'critical')
    ? 'change credentials that were shared; exports anonymise all of this unless --anonymize none is given'
    : 'exports anonymise all of this unless --anonymize none is given';
}
