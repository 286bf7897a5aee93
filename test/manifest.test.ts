// package.json against the code, both ways: what is declared exists, and what exists is declared.
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { bundles } from '../esbuild.mjs';
import { extractStrings } from '../scripts/extractStrings.mjs';
import {
  CONTAINER_ID,
  IMPORT_VIEW_ID,
  MANIFEST_VIEW_TYPE,
  REVIEW_VIEW_ID,
  VIEW_ID,
  WALKTHROUGH_ID,
  commandIds,
  contextKeys,
  settingDefaults,
} from '../src/extension/contract';
import { CATEGORIES } from '../src/core/anonymise/categories';
import { isJsonArray, isJsonObject, parseJson, property, type JsonValue } from '../src/core/json';

const root = path.resolve(import.meta.dirname, '..');
const read = (name: string): string => readFileSync(path.join(root, name), 'utf8');
const manifest = parseJson(read('package.json'));
const contributes = property(manifest, 'contributes');
const strings = parseJson(read('package.nls.json'));

/** Every string below a value, with the key it stands under. */
function* texts(value: JsonValue | undefined, key = ''): Generator<{ key: string; text: string }> {
  if (typeof value === 'string') yield { key, text: value };
  else if (isJsonArray(value)) for (const item of value) yield* texts(item, key);
  else if (isJsonObject(value)) for (const [name, item] of Object.entries(value)) yield* texts(item, name);
}
const list = (value: JsonValue | undefined): readonly JsonValue[] => (isJsonArray(value) ? value : []);
const named = (value: JsonValue | undefined, key: string): string[] =>
  [...texts(value)].filter((each) => each.key === key).map(({ text }) => text);
const keys = (value: JsonValue | undefined): string[] => (isJsonObject(value) ? Object.keys(value) : []);

const declaredCommands = named(property(contributes, 'commands'), 'command');
const declaredSettings = property(property(contributes, 'configuration'), 'properties');
/** Strings of package.json as a person sees them. */
const shown = [...texts(strings)].map(({ text }) => text);
const sources = readdirSync(path.join(root, 'src/extension'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => ({ name: name.split(path.sep).join('/'), text: read(path.join('src/extension', name)) }));

describe('commands', () => {
  test('every declared command is in the code, and the other way round', () => {
    expect(declaredCommands.toSorted()).toEqual(Object.keys(commandIds).toSorted());
  });

  test('every command is registered somewhere', () => {
    const code = sources.filter(({ name }) => name !== 'contract.ts').map(({ text }) => text);
    const missing = declaredCommands.filter((id) => !code.some((text) => text.includes(`'${id}'`)));
    expect(missing).toEqual([]);
  });

  test('menus, key bindings, links and completion events name declared commands', () => {
    const found = named(property(contributes, 'menus'), 'command').concat(
      named(property(contributes, 'keybindings'), 'command'),
      shown.flatMap((text) => [...text.matchAll(/\(command:([\w.]+)/g)].map((match) => match[1] ?? '')),
      [...texts(property(contributes, 'walkthroughs'))]
        .filter(({ text }) => text.startsWith('onCommand:'))
        .map(({ text }) => text.slice('onCommand:'.length)),
    );
    expect(found.filter((id) => id.startsWith('loomMemory.') && !declaredCommands.includes(id))).toEqual([]);
  });

  test('no menu has the same entry twice', () => {
    for (const menu of keys(property(contributes, 'menus'))) {
      const entries = list(property(property(contributes, 'menus'), menu)).map((entry) =>
        JSON.stringify(entry),
      );
      expect(new Set(entries).size, menu).toBe(entries.length);
    }
  });
});

describe('ids', () => {
  const known = new Set([
    ...Object.keys(commandIds),
    ...Object.keys(contextKeys),
    ...Object.keys(settingDefaults),
    VIEW_ID,
    REVIEW_VIEW_ID,
    IMPORT_VIEW_ID,
    MANIFEST_VIEW_TYPE,
  ]);

  test('views, containers, editors and walkthroughs are those of the code', () => {
    expect(keys(property(contributes, 'views'))).toEqual([CONTAINER_ID]);
    expect(named(property(property(contributes, 'viewsContainers'), 'activitybar'), 'id')).toEqual([
      CONTAINER_ID,
    ]);
    expect(named(property(contributes, 'views'), 'id')).toEqual([VIEW_ID, REVIEW_VIEW_ID, IMPORT_VIEW_ID]);
    expect(named(property(contributes, 'customEditors'), 'viewType')).toEqual([MANIFEST_VIEW_TYPE]);
    expect(list(property(contributes, 'walkthroughs')).map((item) => property(item, 'id'))).toEqual([
      WALKTHROUGH_ID,
    ]);
  });

  test('conditions and events know every id they name', () => {
    const conditions = [...texts(manifest)].filter(
      ({ key, text }) =>
        key === 'when' || text.startsWith('onView:') || key === 'workbench.editorAssociations',
    );
    const found = conditions.flatMap(({ text }) => text.match(/loomMemory\.[\w.]+/g) ?? []);
    expect(found.filter((id) => !known.has(id))).toEqual([]);
  });

  test('the code names no id that package.json does not have', () => {
    const found = sources.flatMap(({ text }) =>
      [...text.matchAll(/'(loomMemory\.[\w.]+)'/g)].map((match) => match[1] ?? ''),
    );
    // The status bar item and what is remembered have ids of their own, which package.json does not know.
    const own = sources.flatMap(({ text }) =>
      [...text.matchAll(/(?:createStatusBarItem\(\s*|_(?:ID|KEY) = )'(loomMemory\.[\w.]+)'/g)].map(
        (match) => match[1] ?? '',
      ),
    );
    expect(found.filter((id) => !known.has(id) && !own.includes(id))).toEqual([]);
  });
});

describe('settings', () => {
  test('names and defaults are those of the code', () => {
    const defaults = Object.fromEntries(
      keys(declaredSettings).map((key) => [key, property(property(declaredSettings, key), 'default')]),
    );
    expect(defaults).toEqual(settingDefaults);
  });

  test('every setting has a type that fits its default, a scope and a description', () => {
    for (const key of keys(declaredSettings)) {
      const setting = property(declaredSettings, key);
      const value = property(setting, 'default');
      expect(isJsonArray(value) ? 'array' : typeof value, key).toBe(property(setting, 'type'));
      expect(property(setting, 'scope'), key).toBeTypeOf('string');
      expect(property(setting, 'markdownDescription') ?? property(setting, 'description'), key).toBeTypeOf(
        'string',
      );
    }
  });

  test('every value of an enumeration is described', () => {
    for (const key of keys(declaredSettings)) {
      const setting = property(declaredSettings, key);
      expect(list(property(setting, 'enumDescriptions')).length, key).toBe(
        list(property(setting, 'enum')).length,
      );
    }
  });

  test('own rules take every category that there is', () => {
    const items = property(property(declaredSettings, 'loomMemory.anonymization.rules'), 'items');
    const category = property(property(items, 'properties'), 'category');
    expect(property(category, 'enum')).toEqual(CATEGORIES);
  });

  test('settings that are named in texts exist', () => {
    const found = shown.flatMap((text) =>
      [...text.matchAll(/`#(loomMemory\.[\w.]+)#`/g)].map((match) => match[1] ?? ''),
    );
    expect(found.filter((key) => !keys(declaredSettings).includes(key))).toEqual([]);
  });
});

describe('strings', () => {
  test('every %key% exists, and every key is used', () => {
    const used = [...texts(manifest)].flatMap(({ text }) => {
      const match = /^%(.+)%$/.exec(text);
      return match?.[1] === undefined ? [] : [match[1]];
    });
    expect([...new Set(used)].toSorted()).toEqual(keys(strings).toSorted());
  });

  test('what a person reads in package.json is a key', () => {
    const readable = new Set([
      'title',
      'name',
      'displayName',
      'description',
      'markdownDescription',
      'contents',
      'category',
      'contextualTitle',
    ]);
    const plain = [...texts(contributes)].filter(
      ({ key, text }) => readable.has(key) && !text.startsWith('%'),
    );
    expect(plain).toEqual([]);
  });

  test('the localisation bundle has exactly the strings of the code', async () => {
    const { bundle } = await extractStrings();
    expect(parseJson(read('l10n/bundle.l10n.json'))).toEqual(bundle);
  });

  test('a string that is not a literal comes from a table of the core', async () => {
    const { unknown } = await extractStrings();
    expect(
      unknown.filter((expression) => !/(^|\.)(describe|message)$|^sentences\[/.test(expression)),
    ).toEqual([]);
  });
});

describe('files', () => {
  /** The name as the disk has it, so that a wrong case fails on every system. */
  const exists = (name: string): boolean => {
    const { dir, base } = path.parse(path.join(root, name));
    return readdirSync(dir).includes(base);
  };

  test('pictures and pages that are named exist', () => {
    const media = [...texts(manifest)]
      .map(({ text }) => text)
      .filter((text) => text.startsWith('media/') || text.startsWith('./schemas/'));
    expect(media.length).toBeGreaterThan(0);
    expect(media.filter((name) => !exists(name))).toEqual([]);
  });

  test('links in the documents lead to files that exist', () => {
    const documents = [
      'README.md',
      'CONTRIBUTING.md',
      'SUPPORT.md',
      'CHANGELOG.md',
      'samples/README.md',
    ].concat(
      readdirSync(path.join(root, 'docs'))
        .filter((name) => name.endsWith('.md'))
        .map((name) => `docs/${name}`),
    );
    const links = documents.flatMap((document) =>
      [...read(document).matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)]
        .map((match) => match[1] ?? '')
        .filter((link) => !link.includes('://'))
        .map((link) => path.posix.join(path.posix.dirname(document), link)),
    );
    expect(links.length).toBeGreaterThan(0);
    expect(links.filter((link) => !exists(link))).toEqual([]);
  });

  test('no page of the walkthrough is left over', () => {
    const pages = named(property(contributes, 'walkthroughs'), 'markdown').map((name) => path.basename(name));
    expect(
      readdirSync(path.join(root, 'media/walkthrough'))
        .filter((name) => name.endsWith('.md'))
        .toSorted(),
    ).toEqual(pages.toSorted());
  });

  test('the programs it starts are those that are built', () => {
    const outputs = Object.values(bundles).flatMap(({ entryPoints, outdir, outExtension }) =>
      Object.keys(entryPoints ?? {}).map(
        (name) => `./${outdir ?? ''}/${name}${outExtension?.['.js'] ?? '.js'}`,
      ),
    );
    for (const started of [
      property(manifest, 'main'),
      property(manifest, 'browser'),
      property(property(manifest, 'bin'), 'aml'),
    ]) {
      expect(outputs).toContain(started);
    }
  });

  test('the types of VS Code are those of the oldest supported version', () => {
    const [engine] = named(property(manifest, 'engines'), 'vscode');
    expect(property(property(manifest, 'devDependencies'), '@types/vscode')).toBe(engine?.replace('^', ''));
  });

  test('nothing is activated at start-up, only by a memory or by what a person does', () => {
    const events = [...texts(property(manifest, 'activationEvents'))].map(({ text }) => text);
    expect(events.length).toBeGreaterThan(0);
    expect(events.filter((event) => !event.startsWith('workspaceContains:.loom/'))).toEqual([]);
  });
});
