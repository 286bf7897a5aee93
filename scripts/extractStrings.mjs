// Writes l10n/bundle.l10n.json from the strings in the code: `node scripts/extractStrings.mjs [--check]`.
// A string for people is the first argument of a call named `t` (vscode.l10n.t, or a `t` handed on); beside those come
// the core's tables of sentences and descriptions, which the extension localises too.
import * as esbuild from 'esbuild';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { main, root } from './run.mjs';

const bundleFile = path.join(root, 'l10n/bundle.l10n.json');

/** The string that a literal expression gives; undefined when it is not known before the program runs. */
function textOf(node) {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    const [left, right] = [textOf(node.left), textOf(node.right)];
    return left === undefined || right === undefined ? undefined : left + right;
  }
  if (ts.isObjectLiteralExpression(node)) {
    const message = node.properties.find((property) => property.name?.getText() === 'message');
    return message === undefined ? undefined : textOf(message.initializer);
  }
  return undefined;
}

/** → { strings, unknown }: `unknown` has the expressions that are no literals. */
function stringsIn(file) {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const strings = [];
  const unknown = [];
  const visit = (node) => {
    if (ts.isCallExpression(node) && node.arguments.length > 0 && isLocalisation(node.expression)) {
      const text = textOf(node.arguments[0]);
      if (text === undefined) unknown.push(node.arguments[0].getText());
      else strings.push(text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { strings, unknown };
}

const isLocalisation = (callee) =>
  (ts.isIdentifier(callee) && callee.text === 't') ||
  (ts.isPropertyAccessExpression(callee) && callee.name.text === 't');

/** Tables of the core whose texts the extension passes through its localisation one by one. */
async function texts() {
  const { outputFiles } = await esbuild.build({
    absWorkingDir: root,
    stdin: {
      contents: `
        export { sentences } from './src/core/sentences';
        export { exportOptions } from './src/core/options';
        export { presets } from './src/core/export/presets';`,
      resolveDir: root,
    },
    bundle: true,
    write: false,
    format: 'esm',
  });
  const text = Buffer.from(outputFiles[0].contents).toString('base64');
  const { sentences, exportOptions, presets } = await import(`data:text/javascript;base64,${text}`);
  const described = [...Object.values(exportOptions), ...Object.values(presets)];
  return [...Object.values(sentences), ...described.map(({ describe }) => describe)];
}

/** → { bundle, unknown }. */
export async function extractStrings() {
  const folder = path.join(root, 'src/extension');
  const files = readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => path.join(folder, name));
  const found = files.map(stringsIn);
  const all = new Set([...found.flatMap(({ strings }) => strings), ...(await texts())]);
  return {
    bundle: Object.fromEntries([...all].sort().map((text) => [text, text])),
    unknown: [...new Set(found.flatMap(({ unknown }) => unknown))].sort(),
  };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await main(async () => {
    const { bundle } = await extractStrings();
    const text = `${JSON.stringify(bundle, null, 2)}\n`;
    if (!process.argv.includes('--check')) {
      mkdirSync(path.dirname(bundleFile), { recursive: true });
      writeFileSync(bundleFile, text);
      console.log(`${Object.keys(bundle).length} strings`);
    } else if (!existsSync(bundleFile) || readFileSync(bundleFile, 'utf8') !== text) {
      throw new Error('l10n/bundle.l10n.json is not what the code says: run "npm run strings".');
    }
  });
}
