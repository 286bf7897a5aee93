import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { SCAN_LEVELS } from '../../core/scan/finding';
import type { ScanFinding } from '../../core/scan/finding';
import type { Disposable } from '../disposables';
import { isFindingUri, nodeIdOf } from '../explorer/decorations';
import { format } from '../words';
import type { Memory } from '../services';

interface Counted {
  readonly memory: Memory | undefined;
  readonly path: string;
  readonly findings: readonly ScanFinding[];
}

/** How many findings lie below the nodes of the Memory view, as the explorer counts problems of files. */
export class FindingBadges implements Disposable, vscode.FileDecorationProvider {
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeFileDecorations = this.#changed.event;
  readonly #registration = vscode.window.registerFileDecorationProvider(this);
  #counts = new Map<string, { count: number; worst: number }>();

  update(files: Iterable<Counted>): void {
    this.#counts = new Map();
    for (const { memory, path, findings } of files) {
      if (memory === undefined) continue;
      for (const finding of findings)
        for (const id of nodesOf(memory.key, path, finding)) this.#count(id, finding);
    }
    this.#changed.fire(undefined);
  }

  provideFileDecoration(uri: vscode.Uri): vscode.FileDecoration | undefined {
    if (!isFindingUri(uri)) return undefined;
    const found = this.#counts.get(withoutIndex(nodeIdOf(uri)));
    if (found === undefined) return undefined;
    const { count, worst } = found;
    const tooltip = count === 1 ? l10n.t('1 finding') : l10n.t('{0} findings', format.number(count));
    const colour = worst === 0 ? 'list.errorForeground' : 'list.warningForeground';
    return new vscode.FileDecoration(
      count > 9 ? '9+' : String(count),
      tooltip,
      new vscode.ThemeColor(colour),
    );
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }

  #count(id: string, finding: ScanFinding): void {
    const level = SCAN_LEVELS.indexOf(finding.level);
    const before = this.#counts.get(id) ?? { count: 0, worst: level };
    this.#counts.set(id, { count: before.count + 1, worst: Math.min(before.worst, level) });
  }
}

/** The ids (`nodeId`) of the nodes that a finding lies below; a record's without its place in the list. */
function nodesOf(memory: string, path: string, { agent, kind, id }: ScanFinding): string[] {
  const nodes = [`${memory}|document|${path}`];
  if (agent === 'global') nodes.push(kind === 'decision' ? `${memory}|archive` : `${memory}|global`);
  else if (agent !== undefined) nodes.push(`${memory}|agent|${agent}`);
  if (agent !== undefined && kind !== 'document') {
    nodes.push(`${memory}|kind|${agent}|${kind}`, `${memory}|record|${agent}|${path}||${id}`);
  }
  return nodes;
}

function withoutIndex(nodeId: string): string {
  return nodeId.replace(/(\|record\|[^|]*\|[^|]*\|)\d+(\|)/, '$1$2');
}
