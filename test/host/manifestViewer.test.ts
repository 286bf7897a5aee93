import * as assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Inspection } from '../../src/core/bundle/archive';
import { readManifestText } from '../../src/core/bundle/manifestModel';
import type { BundleMetadata } from '../../src/core/bundle/metadata';
import type { VerifyReport } from '../../src/core/bundle/verify';
import { manifestPage } from '../../src/extension/manifestViewer/page';
import type { Stage, ViewerState } from '../../src/extension/manifestViewer/state';

const NOW = Date.UTC(2025, 9, 23, 12, 0);

const metadata: BundleMetadata = {
  version: '1.0.0',
  export_date: '2025-10-23T10:30:00Z',
  source_project: '0123456789abcdef0123456789abcdef',
  exported_by: 'fedcba9876543210fedcba9876543210',
  agents: ['backend-architect', 'frontend-developer'],
  filters_applied: { min_confidence: 0.8 },
  anonymized: true,
  encrypted: false,
  compression: 'gzip',
  counts: { patterns: 579, solutions: 457, decisions: 223 },
  anonymization: { level: 'full', counts: { 'api-keys': 7, urls: 12 } },
  uncompressed_bytes: 108_000_000,
};

const inspection: Inspection = {
  format: 'loom-tar',
  version: '1.0.0',
  encrypted: false,
  metadata,
  header: undefined,
  counts: undefined,
  sizes: { file: 14_200_000, uncompressed: 108_000_000 },
};

const state = (stage: Stage, change: Partial<ViewerState> = {}): ViewerState => ({
  name: 'loom-export-20251023-103000.tar.gz',
  size: 14_200_000,
  stage,
  verify: { kind: 'none' },
  ...change,
});

const open: Stage = { kind: 'open', inspection };
const foreign = (format: Inspection['format']): Stage => ({
  kind: 'open',
  inspection: { ...inspection, format, metadata: undefined },
});

suite('Manifest viewer', () => {
  test('a bundle: sizes with their ratio, badges in words, filters, categories, import command', () => {
    const page = manifestPage(state(open), NOW);
    assert.match(page.subtitle, /^Exported .* · version 1\.0\.0 · 14\.2 MB of 108 MB \(7\.6x\)$/);
    assert.deepEqual(
      page.badges.map((badge) => badge.text),
      ['not encrypted', 'anonymised: full, 19 items'],
    );
    assert.deepEqual(
      page.facts.slice(0, 2).map((fact) => fact.value.replaceAll('\u00a0', ' ')),
      ['confidence at least 0.8', 'URLs 12 · API keys 7'],
    );
    assert.equal(page.importCommand?.command, 'aml import loom-export-20251023-103000.tar.gz --validate');
    assert.deepEqual(page.agents?.total?.slice(0, 4), ['All', '579', '457', '223']);
  });

  test('what is not anonymised says so in words, as an error', () => {
    const bare = { ...metadata, anonymized: false, anonymization: { level: 'none', counts: {} } };
    const stage: Stage = { kind: 'open', inspection: { ...inspection, metadata: bare } };
    assert.deepEqual(manifestPage(state(stage), NOW).badges[1], {
      icon: 'error',
      text: 'not anonymised',
      tone: 'bad',
    });
  });

  test('damage names the section, what is wrong with it, and what is intact', () => {
    const name = 'loom-export-20251023-103000.tar.gz';
    const report: VerifyReport = {
      ok: false,
      checked: 'everything',
      sections: [
        { name: 'metadata', ok: true },
        { name: 'backend-architect', ok: true },
        { name: 'frontend-developer', ok: false },
        { name: 'global', ok: true },
      ],
      problems: [
        {
          code: 'archive-damaged',
          message: `${name} is damaged: agents/frontend-developer/patterns.json does not match its checksum.`,
          section: 'frontend-developer',
        },
        {
          code: 'archive-damaged',
          message: `${name} is damaged: the section does not match.`,
          section: 'frontend-developer',
        },
      ],
    };
    const page = manifestPage(state(open, { verify: { kind: 'done', report, time: NOW } }), NOW);
    assert.deepEqual(page.notices, [
      {
        tone: 'bad',
        title: 'Damaged: frontend-developer',
        lines: [
          'agents/frontend-developer/patterns.json does not match its checksum.',
          'Intact: backend-architect and global data.',
        ],
      },
    ]);
    assert.deepEqual(
      page.checksums?.rows.map((row) => [row.name, row.state]),
      [
        ['backend-architect', 'ok'],
        ['frontend-developer', 'damaged'],
        ['global data', 'ok'],
      ],
    );
    assert.equal(page.badges.at(-1)?.text, 'damaged');
  });

  test('archives of other systems are called by their names, and nothing is offered that does not work', () => {
    const formats = ['ecm', 'causantic', 'kagura', 'memoria'] as const;
    for (const format of formats) {
      const page = manifestPage(state(foreign(format)), NOW);
      assert.equal(page.notices.length, 1);
      assert.deepEqual(
        page.actions.map((action) => action.action),
        ['reveal'],
      );
      assert.equal(page.importCommand, undefined);
    }
    const titles = formats.map((format) => manifestPage(state(foreign(format)), NOW).notices[0]?.title);
    assert.equal(new Set(titles).size, formats.length);
  });

  test('a database or tables: the manifest beside them says what they hold', () => {
    const sections = readManifestText(
      [
        '**Version**: 1.0.0',
        '### frontend-developer',
        '- Patterns: 1,234 (45 MB)',
        '- Solutions: 178 (12 MB)',
        '- Decisions: 89 (8 MB)',
        '- Success Rate: 98%',
        '- Total: 65 MB',
      ].join('\n'),
    );
    const manifest = { name: 'memory-manifest.md', sections, beside: 'file' } as const;
    const page = manifestPage(state(foreign('sqlite'), { name: 'memory.sqlite', manifest }), NOW);
    assert.deepEqual(page.agents?.rows[0]?.cells, ['1,234', '178', '89', '98%', '65 MB']);
    assert.equal(page.agents.canOpen, false);
    assert.deepEqual(page.groups, [{ title: '', facts: [{ label: 'Version', value: '1.0.0' }] }]);
  });

  test('a manifest whose export is gone says so and shows what it says', async () => {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
    const file = join(folder, 'lost-manifest.md');
    writeFileSync(file, '# AML Export Manifest\n\n**Version**: 1.0.0\n');
    await vscode.commands.executeCommand('loomMemory.openManifest', vscode.Uri.file(file));
    const { activeTab } = vscode.window.tabGroups.activeTabGroup;
    assert.ok(activeTab?.input instanceof vscode.TabInputCustom);
    assert.equal(activeTab.input.viewType, 'loomMemory.manifest');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');

    const sections = readManifestText('**Version**: 1.0.0\n');
    const manifest = { name: 'lost-manifest.md', sections, beside: 'nothing' } as const;
    const page = manifestPage(state({ kind: 'missing' }, { manifest }), NOW);
    assert.equal(page.notices[0]?.title, 'The export of this manifest is not beside it');
    assert.equal(page.importCommand, undefined);
  });
});
