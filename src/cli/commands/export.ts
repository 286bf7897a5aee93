import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { AnonymisationChoices } from '../../core/anonymise/choices';
import { auditExport } from '../../core/audit/auditExport';
import { LoomError } from '../../core/errors';
import { exportMemory } from '../../core/export/exportMemory';
import { requestFromOptions } from '../../core/export/fromOptions';
import { withPreset } from '../../core/export/presets';
import { renderDryRun, renderReport } from '../../core/export/reportText';
import type { ExportReport, ExportRequest, ExportTarget } from '../../core/export/request';
import { chooseAgents } from '../../core/export/scope';
import type { ExportOptionValues, exportOptions } from '../../core/options';
import { readLayout } from '../../core/store/layout';
import type { Store } from '../../core/store/store';
import { countWords } from '../../core/words';
import { nodeStore } from '../../platform/node';
import type { Execute } from '../command';
import type { Context } from '../context';
import { exit } from '../exitCodes';
import type { ExitCode } from '../exitCodes';
import { identitySecret } from '../identity';
import { OutputClosed } from '../io';
import { projectName } from '../memoryFolder';
import { newPassword } from '../password';
import { readTextFile } from '../readTextFile';
import { choicesFromFiles } from './exportChoices';
import { refuseReviewConflicts, writeReview } from './exportReview';
import { decidePlace, makeExportFolder } from './exportTarget';
import type { Place } from './exportTarget';

/** `aml export` (M18-M99). */
export const runExport: Execute<typeof exportOptions> = async (given, positionals, context) => {
  const values = withPreset(given);
  refuseIdlePassword(values);
  refuseReviewConflicts(values, positionals[0]);
  const { io } = context;
  const memory = await context.memoryPath();
  const store = await context.store(memory);
  // Mistakes in the request come before the question for a password.
  chooseAgents(await readLayout(store, context.run), values.agents);
  const choices = await choicesFromFiles(io, values);
  if (values.review !== undefined) {
    const request = {
      ...(await requestOf(values, choices, memory, context)),
      name: '-',
      manifest: 'none' as const,
    };
    return writeReview(context, store, request, values.review, values.force === true);
  }
  const place = await decidePlace(io, values, positionals[0]);
  if (place.kind === 'stream' && given.verify === true) {
    throw new LoomError('usage', {
      message: 'What goes to standard output cannot be read back.',
      hint: 'leave out --verify and run aml verify on what arrived',
    });
  }
  const dryRun = values['dry-run'] === true;
  const password =
    values.encrypt === true && !dryRun ? await newPassword(io, values['password-file']) : undefined;
  // A preset that verifies goes without where there is no file to read back.
  const verify = place.kind === 'folder' && values.verify;
  const options = await requestOf({ ...values, format: place.format, verify }, choices, memory, context);
  const request = await withReview(values, store, context, {
    ...options,
    manifest: place.kind === 'stream' ? ('none' as const) : options.manifest,
    password,
    name: place.kind === 'stream' ? '-' : place.name,
    collectHits: context.json,
  });
  const folder =
    place.kind === 'folder' && place.name === '' && !dryRun
      ? await makeExportFolder(place.folder)
      : undefined;
  let report: ExportReport;
  try {
    report = await exportMemory(await context.host(), store, targetOf(place, context), request, context.run);
  } catch (error) {
    await folder?.takeBack();
    if (!(error instanceof OutputClosed)) throw error;
    // Half a bundle is no bundle: unlike a list, it is not enough that the reader has read some of it.
    throw new LoomError(
      'io-failed',
      { path: 'standard output', detail: 'the reader has gone' },
      { cause: error },
    );
  }
  if (!dryRun) await auditExport(await context.host(), await context.writableStore(), report);
  return tell(report, place, store, dryRun, context);
};

/** The request that the options ask for; its name and password are added where they are known. */
async function requestOf(
  values: ExportOptionValues,
  choices: AnonymisationChoices,
  memory: string,
  context: Context,
): Promise<Omit<ExportRequest, 'name' | 'password'>> {
  const options = requestFromOptions(values);
  const secret = await identitySecret(context.io, (message) => {
    void context.note(`warning: ${message}`);
  });
  return {
    ...options,
    choices: { ...options.choices, ...choices },
    project: projectName(memory),
    user: context.io.user,
    secret,
  };
}

/** The request with the decisions of `--review-from`, when it is given. */
async function withReview(
  values: ExportOptionValues,
  store: Store,
  context: Context,
  request: ExportRequest,
): Promise<ExportRequest> {
  const file = values['review-from'];
  if (file === undefined) return request;
  const [{ readReviewFile }, { applyReview }] = await Promise.all([
    import('../../core/export/reviewFile'),
    import('../../core/export/applyReview'),
  ]);
  const review = readReviewFile(await readTextFile(resolve(context.io.cwd, file), file), file);
  const applied = await applyReview(await context.host(), store, request, review, file, context.run);
  for (const warning of applied.warnings) await context.note(`warning: ${file}: ${warning}.`);
  return applied.request;
}

function refuseIdlePassword(values: ExportOptionValues): void {
  if (values['password-file'] === undefined || values.encrypt === true) return;
  throw new LoomError('usage', {
    message: 'A password file is named, but the export is not encrypted.',
    hint: 'add --encrypt, or leave out --password-file',
  });
}

function targetOf(place: Place, context: Context): ExportTarget {
  if (place.kind === 'folder') return { kind: 'folder', store: nodeStore(place.folder) };
  return {
    kind: 'stream',
    write: (bytes) => context.io.stdout.write(bytes),
    scratch: nodeStore(tmpdir()),
  };
}

async function tell(
  report: ExportReport,
  place: Place,
  store: Store,
  dryRun: boolean,
  context: Context,
): Promise<ExitCode> {
  const sink = place.kind === 'stream' ? context.io.stderr : context.io.stdout;
  const lost = report.problems.filter((problem) => problem.level === 'error');
  if (context.json) await context.printJson(jsonReport(report, place, dryRun), sink);
  else {
    const location = place.kind === 'stream' ? 'standard output' : place.location;
    await context.print(dryRun ? renderDryRun(report) : renderReport(report, { location }), sink);
  }
  if (report.verified === false) {
    await context.note('aml: The export that was written is not what was read.');
    await context.note('hint: export again, to another disk; do not rely on this file');
    return exit.problemsFound;
  }
  if (lost.length > 0) {
    if (context.json) await context.noteProblems(lost);
    const files = new Set(lost.map((problem) => problem.file)).size;
    await context.note(
      `aml: ${countWords(files, 'file')} of ${store.files.root} cannot be read as ${files === 1 ? 'it' : 'they'} should; the rest is exported.`,
    );
    await context.note('hint: restore or repair what the report lists, then export again');
    return exit.memory;
  }
  return exit.done;
}

function jsonReport(report: ExportReport, place: Place, dryRun: boolean): object {
  const full = (path: string): string => (place.kind === 'stream' ? path : join(place.folder, path));
  return {
    files: dryRun ? [] : report.files.map((file) => full(file.path)),
    metadata: report.metadata,
    counts: report.counts,
    excluded: report.excluded,
    anonymization: report.anonymisation,
    agents: report.agents.map(({ successRate, ...agent }) => ({ ...agent, success_rate: successRate })),
    shared: report.shared,
    problems: report.problems,
    checksums: report.checksums,
    format: report.format,
    encrypted: report.encrypted,
    uncompressed_bytes: report.uncompressedBytes,
    final_bytes: report.finalBytes,
    sha256: Object.fromEntries(dryRun ? [] : report.files.map((file) => [full(file.path), file.sha256])),
    ...(report.manifestPath === undefined ? {} : { manifest: full(report.manifestPath) }),
    ...(report.verified === undefined ? {} : { verified: report.verified }),
    ...(dryRun ? { dry_run: true, records: report.records ?? [] } : {}),
  };
}
