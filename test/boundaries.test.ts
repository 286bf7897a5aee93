// The walls of DESIGN section 3 and the byte budgets, held by a machine.
import { build, type BuildOptions, type Metafile } from 'esbuild';
import { readFileSync, readdirSync } from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';
import ts from 'typescript';
import { beforeAll, describe, expect, test } from 'vitest';
import { bundles } from '../esbuild.mjs';

const root = path.resolve(import.meta.dirname, '..');
const posix = (name: string): string => name.split(path.sep).join('/');
const files = readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => `src/${posix(name)}`);
const layerOf = (file: string): string => file.split('/')[1] ?? '';

interface Import {
  readonly file: string;
  /** As written for a package; from the root for a file of ours. */
  readonly target: string;
  readonly typeOnly: boolean;
}

interface Source {
  readonly file: string;
  readonly imports: readonly Import[];
  readonly defaultExport: boolean;
}

const specifierText = (node: ts.Node | undefined): string | undefined =>
  node !== undefined && ts.isStringLiteralLike(node) ? node.text : undefined;

const isExported = (node: ts.Node, kind: ts.SyntaxKind): boolean =>
  ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some((modifier) => modifier.kind === kind);

/** Static and dynamic imports of a file, type positions included. */
function readSource(file: string): Source {
  const source = ts.createSourceFile(
    file,
    readFileSync(path.join(root, file), 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  );
  const imports: Import[] = [];
  let defaultExport = false;
  const add = (specifier: string | undefined, typeOnly: boolean): void => {
    if (specifier === undefined) return;
    const target = specifier.startsWith('.')
      ? path.posix.join(path.posix.dirname(file), specifier)
      : specifier;
    imports.push({ file, target, typeOnly });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      add(
        specifierText(node.moduleSpecifier),
        node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword,
      );
    } else if (ts.isExportDeclaration(node)) {
      add(specifierText(node.moduleSpecifier), node.isTypeOnly);
      const named = node.exportClause;
      if (named !== undefined && ts.isNamedExports(named)) {
        defaultExport ||= named.elements.some((element) => element.name.text === 'default');
      }
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      add(specifierText(node.argument.literal), true);
    } else if (ts.isCallExpression(node)) {
      const callee = node.expression;
      const loads =
        callee.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(callee) && callee.text === 'require');
      if (loads) add(specifierText(node.arguments[0]), false);
    } else if (ts.isExportAssignment(node)) {
      defaultExport = true;
    }
    defaultExport ||= isExported(node, ts.SyntaxKind.DefaultKeyword);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { file, imports, defaultExport };
}

const sources = files.map(readSource);
const importsOf = (layer: string): readonly Import[] =>
  sources.filter(({ file }) => layerOf(file) === layer).flatMap(({ imports }) => imports);
const line = ({ file, target }: Import): string => `${file} imports ${target}`;
const isOurs = (target: string): boolean => target.startsWith('src/') || target.startsWith('test/');
const isNode = (target: string): boolean => target.startsWith('node:') || builtinModules.includes(target);

describe('walls', () => {
  const below: Readonly<Record<string, readonly string[]>> = {
    core: ['core'],
    platform: ['core', 'platform'],
    cli: ['core', 'platform', 'cli'],
    extension: ['core', 'platform', 'extension', 'webview'],
    webview: ['core', 'webview'],
  };

  test('the layers are those of the design', () => {
    expect([...new Set(files.map(layerOf))].toSorted()).toEqual(Object.keys(below).toSorted());
  });

  test.each(Object.entries(below))('%s imports only the layers below it', (layer, allowed) => {
    const wrong = importsOf(layer).filter(
      ({ target }) => isOurs(target) && !allowed.includes(layerOf(target)),
    );
    expect(wrong.map(line)).toEqual([]);
  });

  test('the core knows no host: packages that run anywhere, and no Node modules', () => {
    const packages =
      /^(zod\/mini|fflate|@noble\/(ciphers|hashes)\/[\w.-]+|papaparse|fastest-levenshtein|pretty-bytes|redos-detector|regjsparser)$/;
    const wrong = importsOf('core').filter(({ target }) => !isOurs(target) && !packages.test(target));
    expect(wrong.map(line)).toEqual([]);
  });

  test('the core is type-checked without the types of any host', () => {
    const config = ts.readConfigFile(path.join(root, 'src/core/tsconfig.json'), (name) =>
      ts.sys.readFile(name),
    );
    const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, path.join(root, 'src/core'));
    expect(options.types).toEqual([]);
    expect(options.lib?.filter((name) => /^lib\.dom/.test(name))).toEqual([]);
  });

  test('only the extension and its platform files know VS Code', () => {
    const wrong = sources
      .flatMap(({ imports }) => imports)
      .filter(({ file, target }) => target === 'vscode' && layerOf(file) !== 'extension')
      .filter(({ file }) => file !== 'src/platform/vscode.ts' && file !== 'src/platform/vscodeFile.ts');
    expect(wrong.map(line)).toEqual([]);
  });

  test('the webview takes nothing but types from the core, and no package', () => {
    const wrong = importsOf('webview').filter(
      ({ target, typeOnly }) => !isOurs(target) || (layerOf(target) === 'core' && !typeOnly),
    );
    expect(wrong.map(line)).toEqual([]);
  });

  test('the extension takes the protocol and types from the webview, never its code', () => {
    const wrong = importsOf('extension').filter(
      ({ target, typeOnly }) =>
        isOurs(target) && layerOf(target) === 'webview' && !typeOnly && target !== 'src/webview/protocol',
    );
    expect(wrong.map(line)).toEqual([]);
  });

  test("Node's modules are imported in Node's files only", () => {
    const allowed = /^src\/(cli\/|platform\/|extension\/host\/)/;
    const wrong = sources
      .flatMap(({ imports }) => imports)
      .filter(({ file, target }) => isNode(target) && !allowed.test(file));
    expect(wrong.map(line)).toEqual([]);
  });

  test('zod comes as zod/mini: the bare package brings 440 KB', () => {
    const wrong = sources.flatMap(({ imports }) => imports).filter(({ target }) => target === 'zod');
    expect(wrong.map(line)).toEqual([]);
  });

  test('there are no default exports', () => {
    expect(sources.filter(({ defaultExport }) => defaultExport).map(({ file }) => file)).toEqual([]);
  });

  test('the whole core bundles for a host that is neither Node nor a browser', async () => {
    const result = await build({
      absWorkingDir: root,
      entryPoints: files.filter((file) => layerOf(file) === 'core'),
      outdir: 'out/neutral',
      bundle: true,
      write: false,
      metafile: true,
      platform: 'neutral',
      // papaparse says where its code is by these only.
      mainFields: ['browser', 'module', 'main'],
      format: 'esm',
      splitting: true,
      logLevel: 'silent',
    });
    const outside = Object.values(result.metafile.outputs).flatMap(({ imports }) =>
      imports.filter(({ external }) => external === true).map(({ path: target }) => target),
    );
    expect(outside).toEqual([]);
  });
});

describe('bundles', () => {
  const kilobyte = 1024;
  const metafiles = new Map<string, Metafile>();
  const load = async (name: string, options: BuildOptions): Promise<void> => {
    const { metafile } = await build({ ...options, write: false, metafile: true, logLevel: 'silent' });
    metafiles.set(name, metafile);
  };
  beforeAll(async () => {
    await Promise.all(Object.entries(bundles).map(([name, options]) => load(name, options)));
  });
  const outputsOf = (name: string): Metafile['outputs'] => metafiles.get(name)?.outputs ?? {};

  /** A file of a bundle and all that it imports statically. */
  function closureOf(name: string, first: string, found = new Set<string>()): Set<string> {
    const output = outputsOf(name)[first];
    if (output === undefined || found.has(first)) return found;
    found.add(first);
    for (const { path: target, kind } of output.imports)
      if (kind === 'import-statement') closureOf(name, target, found);
    return found;
  }

  /** The files that are read before the first line of an entry runs: itself and what it imports statically. */
  function eager(name: string): string[] {
    const entries = Object.entries(outputsOf(name)).filter(
      ([file, { entryPoint }]) => entryPoint !== undefined && !file.includes('chunks/'),
    );
    return [...new Set(entries.flatMap(([file]) => [...closureOf(name, file)]))];
  }
  const bytes = (name: string, chosen: readonly string[]): number =>
    chosen.reduce((sum, file) => sum + (outputsOf(name)[file]?.bytes ?? 0), 0);
  const lazy = (name: string): string[] => {
    const first = new Set(eager(name));
    return Object.keys(outputsOf(name)).filter((file) => !first.has(file));
  };
  const packagesIn = (name: string, chosen: readonly string[]): string[] => [
    ...new Set(
      chosen
        .flatMap((file) => Object.keys(outputsOf(name)[file]?.inputs ?? {}))
        .flatMap((input) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1] ?? []),
    ),
  ];

  test('what VS Code reads to activate the extension is at most 20 KB', () => {
    expect(eager('extension')).toContain('dist/extension.js');
    expect(bytes('extension', eager('extension'))).toBeLessThanOrEqual(20 * kilobyte);
  });

  test('activation loads no package', () => {
    expect(packagesIn('extension', eager('extension'))).toEqual([]);
  });

  test('no command of the extension loads more than 500 KB, the SQLite of old hosts aside', () => {
    const commands = Object.entries(outputsOf('extension')).filter(
      ([file, { entryPoint }]) => entryPoint !== undefined && file.includes('chunks/'),
    );
    const loaded = commands.map(([file]) => bytes('extension', [...closureOf('extension', file)]));
    expect(loaded.length).toBeGreaterThan(0);
    expect(Math.max(...loaded)).toBeLessThanOrEqual(500 * kilobyte);
  });

  test('all commands together are at most 932 KB, a quarter of which is what anonymisation knows', () => {
    expect(bytes('extension', lazy('extension'))).toBeLessThanOrEqual(932 * kilobyte);
  });

  test('the program reads at most 60 KB before it knows its command', () => {
    expect(bytes('cli', eager('cli'))).toBeLessThanOrEqual(60 * kilobyte);
  });

  test('the one file of the web extension is at most 960 KB', () => {
    expect(bytes('web', eager('web'))).toBeLessThanOrEqual(960 * kilobyte);
  });

  test("the manifest viewer's page is at most 60 KB", () => {
    expect(bytes('manifestViewer', eager('manifestViewer'))).toBeLessThanOrEqual(60 * kilobyte);
  });

  test.each([
    ['extension', (target: string) => target === 'vscode' || isNode(target)],
    ['cli', isNode],
    ['web', (target: string) => target === 'vscode'],
    ['manifestViewer', () => false],
  ] as const)('%s needs nothing that is not there when it runs', (name, there) => {
    const outside = Object.values(outputsOf(name)).flatMap(({ imports }) =>
      imports
        .filter(({ external, path: target }) => external === true && !there(target))
        .map(({ path: target }) => target),
    );
    expect([...new Set(outside)]).toEqual([]);
  });
});
