import * as vscode from 'vscode';
import { losesFile } from '../../core/store/lostFiles';
import { KINDS, type Kind, type Problem } from '../../core/store/records';
import type { AgentFiles } from '../../core/store/store';
import { ARCHIVE, type Catalogue } from '../catalogue';
import { PAGE_SCHEME, type CommandId } from '../contract';
import { countAgents, countRecords, countUses, format, kindTitle, kindWord } from '../words';
import type { RecordFilter } from './filter';
import { findingUri } from './decorations';
import { nodeId, type Node, type RecordNode } from './nodes';

const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;

/** Codicons of the view, all of them older than the oldest VS Code that we run on. */
const ICONS: Readonly<Record<Kind | Exclude<Node['type'], 'kind' | 'page' | 'record'>, string>> = {
  memory: 'root-folder',
  agent: 'hubot',
  pattern: 'lightbulb',
  solution: 'tools',
  decision: 'law',
  document: 'json',
  global: 'globe',
  archive: 'archive',
  problems: 'warning',
  problem: 'warning',
};

/** How a node is drawn: title, dimmed description, icon, what its menus offer. The tooltip comes when it is asked for. */
export async function itemOf(
  node: Node,
  catalogue: Catalogue,
  filter: RecordFilter | undefined,
): Promise<vscode.TreeItem> {
  const item = await drawNode(node, catalogue, filter);
  // VS Code keeps what a person opened and closed by id: a filtered tree opens by itself, and leaves the other as it was.
  if (filter !== undefined) item.id = `${nodeId(node)}|filtered`;
  return item;
}

async function drawNode(
  node: Node,
  catalogue: Catalogue,
  filter: RecordFilter | undefined,
): Promise<vscode.TreeItem> {
  switch (node.type) {
    case 'memory': {
      const { agents, bytes } = await catalogue.layout();
      const counts = agents.map((agent) => agentCount(agent, catalogue));
      const records = counts.includes(undefined)
        ? undefined
        : counts.reduce<number>((sum, one) => sum + (one ?? 0), 0);
      return draw(node, node.memory.name, {
        state: Expanded,
        facets: ['exportable', 'folder'],
        description: dots(
          countAgents(agents.length),
          records === undefined ? undefined : countRecords(records),
          format.size(bytes),
        ),
      });
    }
    case 'agent':
      return agentItem(node, catalogue, filter);
    case 'kind': {
      const facts = catalogue.facts(node.agent, node.kind);
      const problem = facts?.problems.find((one) => one.level === 'error');
      const found = filter?.found(node.agent, node.kind);
      const isLost = problem !== undefined && losesFile(problem);
      const known = isLost ? undefined : facts?.count;
      const count = filter === undefined ? known : found?.total;
      return draw(node, kindTitle(node.kind), {
        icon: ICONS[node.kind],
        state: filter === undefined ? Collapsed : Expanded,
        facets: ['exportable', 'file'],
        description: dots(
          count === undefined ? undefined : format.number(count),
          found !== undefined && found.total > found.records.length
            ? vscode.l10n.t('the first {0} are shown', format.number(found.records.length))
            : undefined,
          filter === undefined && problem !== undefined ? problemReason(problem) : undefined,
          filter === undefined && isLost && facts !== undefined && facts.readable > 0
            ? vscode.l10n.t('{0} readable', countRecords(facts.readable))
            : undefined,
        ),
        ...(filter === undefined && problem !== undefined && { warning: problemReason(problem) }),
      });
    }
    case 'page': {
      const last = Number.isFinite(node.end) ? format.number(node.end) : '…';
      return draw(node, `${format.number(node.start + 1)} – ${last}`, {
        // The first page is open from the start, so that records show at once.
        state: node.start === 0 ? Expanded : Collapsed,
        facets: [],
      });
    }
    case 'record':
      return recordItem(node);
    case 'document': {
      const labels = {
        metrics: vscode.l10n.t('Metrics'),
        context: vscode.l10n.t('Context'),
        index: vscode.l10n.t('Index'),
        'cross-agent': vscode.l10n.t('Cross-agent'),
        'project-meta': vscode.l10n.t('Project'),
        'team-conventions': vscode.l10n.t('Conventions'),
        'archived-decisions': vscode.l10n.t('Archived'),
      };
      const problem = (await catalogue.problems()).find(
        (one) => one.file === node.path && one.level === 'error',
      );
      return draw(node, labels[node.document], {
        icon: node.document === 'metrics' ? 'graph' : ICONS.document,
        facets: ['document', 'file'],
        description: node.path.endsWith('.gz') ? '.gz' : '',
        command: 'loomMemory.openRecord',
        ...(problem !== undefined && {
          warning: problemReason(problem),
          description: problemReason(problem),
        }),
      });
    }
    case 'global':
      return draw(node, vscode.l10n.t('Global'), {
        state: Collapsed,
        facets: ['folder'],
        description: Object.keys((await catalogue.layout()).global)
          .filter((name) => name !== 'index' && name !== 'archived-decisions')
          .join(', '),
      });
    case 'archive': {
      const count = catalogue.facts(ARCHIVE, 'decision')?.count;
      return draw(node, vscode.l10n.t('Archived'), {
        state: Collapsed,
        facets: ['file'],
        description:
          count === undefined
            ? ''
            : count === 1
              ? vscode.l10n.t('1 decision')
              : vscode.l10n.t('{0} decisions', format.number(count)),
      });
    }
    case 'problems':
      return draw(node, vscode.l10n.t('Problems'), {
        state: Collapsed,
        facets: [],
        description: format.number((await catalogue.problems()).length),
      });
    case 'problem':
      return draw(node, node.problem.file, {
        facets: ['file', 'problem'],
        description: problemPlace(node.problem),
        command: 'loomMemory.openFile',
        ...(node.problem.level === 'error' && { warning: node.problem.message }),
      });
  }
}

/** Nodes that a scan counts its findings on. */
const MAY_HAVE_FINDINGS: ReadonlySet<Node['type']> = new Set([
  'agent',
  'kind',
  'record',
  'document',
  'global',
  'archive',
]);

interface Drawing {
  readonly icon?: string;
  readonly state?: vscode.TreeItemCollapsibleState;
  readonly description: string;
  readonly facets: readonly string[];
  readonly command?: CommandId;
  /** What is wrong, when something is: drawn with a warning icon and read out. */
  readonly warning?: string;
}

function draw(node: Node, label: string, drawing: Partial<Drawing>): vscode.TreeItem {
  const item = new vscode.TreeItem(label, drawing.state ?? None);
  item.id = nodeId(node);
  // Menus match single facets: `viewItem =~ /;record;/`.
  item.contextValue = `;${[node.type, ...(drawing.facets ?? [])].join(';')};`;
  if (drawing.description !== undefined && drawing.description !== '') item.description = drawing.description;
  const icon = drawing.icon ?? (node.type in ICONS ? ICONS[node.type as keyof typeof ICONS] : undefined);
  if (drawing.warning !== undefined) {
    item.iconPath = new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
    item.resourceUri = decorationUri(node);
  } else {
    if (icon !== undefined) item.iconPath = new vscode.ThemeIcon(icon);
    if (MAY_HAVE_FINDINGS.has(node.type)) item.resourceUri = findingUri(nodeId(node));
  }
  item.accessibilityInformation = {
    label: dots(
      label,
      drawing.description,
      drawing.warning === undefined ? undefined : vscode.l10n.t('warning'),
    ),
  };
  if (drawing.command !== undefined)
    item.command = { command: drawing.command, title: label, arguments: [node] };
  return item;
}

function agentItem(
  node: Extract<Node, { type: 'agent' }>,
  catalogue: Catalogue,
  filter: RecordFilter | undefined,
): Promise<vscode.TreeItem> {
  return catalogue.agent(node.agent).then((agent) => {
    const count = agent === undefined ? undefined : agentCount(agent, catalogue);
    const rate = agent === undefined ? null : agentRate(agent, catalogue);
    const wrong = KINDS.flatMap((kind) => catalogue.facts(node.agent, kind)?.problems ?? []).filter(
      (problem) => problem.level === 'error',
    );
    const [first] = wrong;
    const reason =
      first === undefined
        ? undefined
        : new Set(wrong.map((problem) => problem.file)).size > 1
          ? vscode.l10n.t('{0} files cannot be read', new Set(wrong.map((problem) => problem.file)).size)
          : problemReason(first, true);
    const matches = filter?.total(node.agent);
    const description =
      filter !== undefined
        ? matches === undefined
          ? vscode.l10n.t('searching…')
          : countRecords(matches)
        : (reason ??
          dots(
            count === undefined ? format.size(agent?.bytes ?? 0) : countRecords(count),
            rate === null ? undefined : format.percent(rate),
          ));
    return draw(node, node.agent, {
      state: filter === undefined ? Collapsed : Expanded,
      facets: ['exportable', 'folder'],
      description,
      ...(reason !== undefined && { warning: reason }),
    });
  });
}

function recordItem(node: RecordNode): vscode.TreeItem {
  const { view } = node.record;
  const item = draw(node, view.title, {
    facets: node.agent === ARCHIVE ? ['file'] : ['exportable', 'file'],
    description: dots(
      view.confidence === null ? undefined : format.score(view.confidence),
      view.use_count === null ? undefined : countUses(view.use_count),
      view.active ? undefined : vscode.l10n.t('inactive'),
    ),
    command: 'loomMemory.openRecord',
  });
  item.accessibilityInformation = {
    label: dots(
      kindWord(view.kind),
      view.title,
      typeof item.description === 'string' ? item.description : undefined,
    ),
  };
  return item;
}

/** The line above a filtered tree. */
export function filterWords(text: string, filters: readonly RecordFilter[]): string {
  const matches = filters.reduce((sum, filter) => sum + filter.matches, 0);
  if (!filters.every((filter) => filter.complete)) return vscode.l10n.t('Searching for "{0}"…', text);
  if (matches === 0) return vscode.l10n.t('Nothing matches "{0}".', text);
  return vscode.l10n.t('"{0}": {1}', text, countRecords(matches));
}

/** Records of an agent in all; undefined until every kind has been counted. */
export function agentCount(agent: AgentFiles, catalogue: Catalogue): number | undefined {
  let count = 0;
  for (const kind of KINDS) {
    const facts = catalogue.facts(agent.name, kind);
    if (facts === undefined) return undefined;
    count += facts.count;
  }
  return count;
}

/** Mean success rate over an agent's records that have one; null when none has or not all kinds are counted. */
export function agentRate(agent: AgentFiles, catalogue: Catalogue): number | null {
  let sum = 0;
  let rated = 0;
  for (const kind of KINDS) {
    const facts = catalogue.facts(agent.name, kind);
    if (facts === undefined) return null;
    if (facts.meanSuccessRate === null) continue;
    sum += facts.meanSuccessRate * facts.count;
    rated += facts.count;
  }
  return rated === 0 ? null : sum / rated;
}

/** "patterns.json cannot be read": the reason in few words; the whole sentence is in the tooltip. */
export function problemReason(problem: Problem, withFile = false): string {
  const file = problem.file.slice(problem.file.lastIndexOf('/') + 1);
  if (!losesFile(problem)) {
    return withFile
      ? vscode.l10n.t('a record of {0} cannot be read', file)
      : vscode.l10n.t('a record cannot be read');
  }
  return withFile ? vscode.l10n.t('{0} cannot be read', file) : vscode.l10n.t('cannot be read');
}

function problemPlace(problem: Problem): string {
  const words = problem.message.startsWith(problem.file)
    ? problem.message.slice(problem.file.length).trim()
    : problem.message;
  return words.replace(/\.$/, '');
}

/** The name under which `decorations.ts` finds a node that something is wrong with. */
export function decorationUri(node: Node): vscode.Uri {
  return vscode.Uri.from({
    scheme: PAGE_SCHEME,
    authority: 'problem',
    path: `/${encodeURIComponent(nodeId(node))}`,
  });
}

function dots(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join(' · ');
}
