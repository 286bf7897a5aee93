import * as vscode from 'vscode';
import { worse, type Health, type HealthFinding, type HealthLevel } from '../core/health/level';
import { KINDS, type Kind } from '../core/store/records';
import type { Catalogue } from './catalogue';
import { setting } from './contract';
import { DisposableStore, type Disposable } from './disposables';
import { agentCount } from './explorer/items';
import type { Memory, Services } from './services';
import { countProblems, format, inMarkdown, kindTitle } from './words';

/** How soon after the start files are read for their counts: VS Code has then painted its window. */
const READ_AFTER_MS = 1500;
/** Problems listed in the tooltip; the view lists all. */
const MAX_LISTED = 5;

/** One memory as the status bar sums it up. */
export interface MemoryState {
  readonly name: string;
  readonly agents: number;
  /** Undefined while a kind has not been counted yet. */
  readonly counts: Readonly<Partial<Record<Kind, number>>>;
  readonly bytes: number;
  readonly health: Health;
}

/** One item on the left: short text, colour only when something is wrong, nothing where there is no memory. */
export class StatusBar implements Disposable {
  private readonly disposables = new DisposableStore();
  private readonly item: vscode.StatusBarItem;
  private watching: Disposable[] = [];
  private shown = false;
  private drawing = Promise.resolve();

  constructor(private readonly services: Services) {
    this.item = this.disposables.add(
      vscode.window.createStatusBarItem('loomMemory.status', vscode.StatusBarAlignment.Left, 10),
    );
    this.item.name = vscode.l10n.t('Loom Memory');
    this.item.command = 'loomMemory.showMemory';
    this.disposables.add(
      services.memories.onDidChange(() => {
        this.watch();
      }),
    );
    this.disposables.add(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('loomMemory.statusBar.enabled')) this.redraw();
      }),
    );
    this.watch();
  }

  /** Undefined while it is hidden. */
  get text(): string | undefined {
    return this.shown ? this.item.text : undefined;
  }

  /** Resolves once the item shows what is known now. */
  async drawn(): Promise<void> {
    await this.drawing;
  }

  dispose(): void {
    for (const one of this.watching) one.dispose();
    this.disposables.dispose();
  }

  private watch(): void {
    for (const one of this.watching) one.dispose();
    this.watching = [];
    for (const memory of this.services.memories.all) {
      const waiting = setTimeout(() => void this.read(memory), READ_AFTER_MS);
      this.watching.push({
        dispose: () => {
          clearTimeout(waiting);
        },
      });
      void memory
        .catalogue()
        .then((catalogue) => {
          this.watching.push(
            catalogue.onDidChange(() => {
              this.redraw();
            }),
          );
        })
        .catch(this.report);
    }
    this.redraw();
  }

  private async read(memory: Memory): Promise<void> {
    try {
      (await memory.catalogue()).start();
    } catch (error) {
      this.report(error);
    }
  }

  private redraw(): void {
    this.drawing = this.drawing.then(() => this.draw()).catch(this.report);
  }

  private readonly report = (error: unknown): void => {
    this.services.log.error(error instanceof Error ? error : String(error));
  };

  private async draw(): Promise<void> {
    const memories = this.services.memories.all;
    if (memories.length === 0 || !setting(vscode.workspace, 'loomMemory.statusBar.enabled')) {
      this.item.hide();
      this.shown = false;
      return;
    }
    const states = await Promise.all(
      memories.map(async (memory) => stateOf(memory.name, await memory.catalogue())),
    );
    const level = states.reduce<HealthLevel>((worst, state) => worse(worst, state.health.level), 'ok');
    const findings = states.reduce((sum, state) => sum + state.health.findings.length, 0);
    this.item.text = statusText(level, findings);
    this.item.backgroundColor = backgroundOf(level);
    this.item.tooltip = statusTooltip(states);
    this.item.accessibilityInformation = {
      label: [
        vscode.l10n.t('Loom Memory'),
        findings === 0 ? vscode.l10n.t('healthy') : countProblems(findings),
      ].join(', '),
    };
    this.item.show();
    this.shown = true;
  }
}

async function stateOf(name: string, catalogue: Catalogue): Promise<MemoryState> {
  const { agents, bytes } = await catalogue.layout();
  const counts: Partial<Record<Kind, number>> = {};
  if (agents.every((agent) => agentCount(agent, catalogue) !== undefined)) {
    for (const kind of KINDS) {
      counts[kind] = agents.reduce((sum, agent) => sum + (catalogue.facts(agent.name, kind)?.count ?? 0), 0);
    }
  }
  return { name, agents: agents.length, counts, bytes, health: await catalogue.health() };
}

/** "$(database) Memory"; with the number of things that are wrong, if any. */
export function statusText(level: HealthLevel, findings: number): string {
  const word = vscode.l10n.t('Memory');
  if (level === 'critical') return `$(error) ${word}`;
  return level === 'warning' ? `$(warning) ${word} ${format.number(findings)}` : `$(database) ${word}`;
}

function backgroundOf(level: HealthLevel): vscode.ThemeColor | undefined {
  if (level === 'ok') return undefined;
  return new vscode.ThemeColor(
    level === 'critical' ? 'statusBarItem.errorBackground' : 'statusBarItem.warningBackground',
  );
}

/** A table of counts and sizes, then what is wrong. Only our own two commands can be run from it. */
export function statusTooltip(states: readonly MemoryState[]): vscode.MarkdownString {
  const lines: string[] = [];
  for (const state of states) {
    lines.push(
      states.length > 1 ? `**${inMarkdown(state.name)}**` : `**${vscode.l10n.t('Agent memory')}**`,
      '',
    );
    const kinds = KINDS.filter((kind) => state.counts[kind] !== undefined);
    lines.push(
      '| | |',
      '|:--|--:|',
      `| ${vscode.l10n.t('Agents')} &nbsp; | ${format.number(state.agents)} |`,
      ...kinds.map((kind) => `| ${kindTitle(kind)} &nbsp; | ${format.number(state.counts[kind] ?? 0)} |`),
      `| ${vscode.l10n.t('Size')} &nbsp; | ${format.size(state.bytes)} |`,
      '',
    );
    if (kinds.length === 0) lines.push(vscode.l10n.t('Records are being counted.'), '');
    const { findings } = state.health;
    for (const finding of findings.slice(0, MAX_LISTED)) {
      const icon = finding.level === 'critical' ? '$(error)' : '$(warning)';
      lines.push(`${icon} ${inMarkdown(findingWords(finding))}`, '');
    }
    if (findings.length > 0) {
      lines.push(`[${vscode.l10n.t('Show Problems')}](command:loomMemory.showProblems)`, '');
    }
  }
  lines.push(
    '---',
    '',
    `[${vscode.l10n.t('Show Memory')}](command:loomMemory.showMemory) &nbsp; [${vscode.l10n.t('Export…')}](command:loomMemory.export)`,
  );
  const markdown = new vscode.MarkdownString(lines.join('\n'), true);
  markdown.isTrusted = {
    enabledCommands: ['loomMemory.showMemory', 'loomMemory.showProblems', 'loomMemory.export'],
  };
  return markdown;
}

/** A finding as a sentence. */
export function findingWords(finding: HealthFinding): string {
  switch (finding.type) {
    case 'unreadable':
      return finding.problem.message;
    case 'agent-size':
      return vscode.l10n.t(
        '{0} has {1}; agents become slow from {2} on.',
        finding.agent,
        format.size(finding.bytes),
        format.size(finding.limit),
      );
    case 'memory-size':
      return vscode.l10n.t(
        'The memory has {0}; it becomes slow from {1} on.',
        format.size(finding.bytes),
        format.size(finding.limit),
      );
  }
}
