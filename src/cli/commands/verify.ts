import { resolve } from 'node:path';
import { verifyArchive, verifyFolder } from '../../core/bundle/verify';
import type { VerifyReport } from '../../core/bundle/verify';
import { LoomError } from '../../core/errors';
import { countWords, treeLines } from '../../core/words';
import { nodeStore } from '../../platform/node';
import { openBundleFile } from '../bundleFile';
import type { Execute } from '../command';
import type { bundleOptions } from '../descriptions/bundles';
import type { Context } from '../context';
import { exit } from '../exitCodes';
import { isFolder } from '../memoryFolder';
import { existingPassword } from '../password';
import { oneLine } from '../textTable';

/** `aml verify`: `{ok, checked, sections: [{name, ok}], problems: [{code, message, section}]}`; exit code 1 unless ok. */
export const runVerify: Execute<typeof bundleOptions> = async (values, [what = ''], context) => {
  const report = await check(what, values['password-file'], context);
  if (context.json) await context.printJson(report);
  else await context.print(pageOf(what, report));
  return report.ok ? exit.done : exit.problemsFound;
};

async function check(
  what: string,
  passwordFile: string | undefined,
  context: Context,
): Promise<VerifyReport> {
  const full = resolve(context.io.cwd, what);
  const host = await context.host();
  if (await isFolder(full)) {
    try {
      return await verifyFolder(nodeStore(full), host, context.run);
    } catch (error) {
      if (!LoomError.is(error, 'not-an-archive')) throw error;
      throw new LoomError('not-an-archive', { path: what }, { cause: error });
    }
  }
  const { source, sealed } = await openBundleFile(context.io, what);
  const password = sealed ? await existingPassword(context.io, passwordFile, what) : undefined;
  return verifyArchive(source, { password }, host, context.run);
}

function pageOf(what: string, report: VerifyReport): string {
  const verdict = report.ok
    ? 'everything is as it was written'
    : countWords(report.problems.length, 'problem');
  const depth = report.checked === 'everything' ? '' : ' (its structure only)';
  const sections = treeLines(
    report.sections.map((section) => `${oneLine(section.name)}: ${section.ok ? 'ok' : 'damaged'}`),
  );
  const problems = treeLines(report.problems.map((problem) => oneLine(problem.message)));
  return [
    `${oneLine(what)}: ${verdict}${depth}`,
    ...(sections.length === 0 ? [] : ['', 'Sections:', ...sections]),
    ...(problems.length === 0 ? [] : ['', 'Problems:', ...problems]),
    '',
  ].join('\n');
}
