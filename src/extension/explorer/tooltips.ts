import * as vscode from 'vscode';
import { KINDS } from '../../core/store/records';
import { parseTime } from '../../core/store/times';
import { ARCHIVE, type Catalogue } from '../catalogue';
import { systemClock } from '../host/surroundings';
import { recordType } from '../recordPage/content';
import { format, inMarkdown, kindTitle, kindWord } from '../words';
import { agentRate } from './items';
import type { Node } from './nodes';

type Row = readonly [label: string, value: string | undefined];

/** The tooltip of a node, made when the pointer rests on it; undefined where the label says all. */
export async function tooltipOf(
  node: Node,
  catalogue: Catalogue,
): Promise<vscode.MarkdownString | undefined> {
  switch (node.type) {
    case 'memory':
      return card(node.memory.name, [[vscode.l10n.t('Folder'), inMarkdown(node.memory.root.fsPath)]]);
    case 'agent': {
      const agent = await catalogue.agent(node.agent);
      if (agent === undefined) return undefined;
      const rate = agentRate(agent, catalogue);
      return card(
        node.agent,
        [
          ...KINDS.map((kind): Row => {
            const facts = catalogue.facts(node.agent, kind);
            return [kindTitle(kind), facts === undefined ? undefined : format.number(facts.count)];
          }),
          [vscode.l10n.t('Success'), rate === null ? undefined : format.percent(rate)],
          [vscode.l10n.t('Size'), format.size(agent.bytes)],
        ],
        KINDS.flatMap((kind) => catalogue.facts(node.agent, kind)?.problems ?? []).map((one) => one.message),
      );
    }
    case 'kind': {
      const files = (await catalogue.agent(node.agent))?.records[node.kind] ?? [];
      return card(
        `${node.agent} · ${kindTitle(node.kind)}`,
        files.map((file): Row => [inMarkdown(file.path), format.size(file.size)]),
        (catalogue.facts(node.agent, node.kind)?.problems ?? []).map((one) => one.message),
      );
    }
    case 'record': {
      const { view, value, file } = node.record;
      return card(view.title, [
        [vscode.l10n.t('Agent'), inMarkdown(node.agent === ARCHIVE ? '' : view.agent)],
        [vscode.l10n.t('Kind'), kindWord(view.kind)],
        [vscode.l10n.t('Type'), inMarkdown(recordType(value) ?? '')],
        [vscode.l10n.t('Confidence'), view.confidence === null ? undefined : format.score(view.confidence)],
        [
          vscode.l10n.t('Success'),
          view.success_rate === null ? undefined : format.percent(view.success_rate),
        ],
        [vscode.l10n.t('Uses'), view.use_count === null ? undefined : format.number(view.use_count)],
        [vscode.l10n.t('Created'), time(view.created)],
        [vscode.l10n.t('Last used'), time(view.last_used)],
        [vscode.l10n.t('Tags'), view.tags.map(inMarkdown).join(', ')],
        [vscode.l10n.t('File'), inMarkdown(file)],
      ]);
    }
    case 'document': {
      const layout = await catalogue.layout();
      const all = [
        ...layout.agents.flatMap((agent) => Object.values(agent.documents).flat()),
        ...Object.values(layout.global).flat(),
      ];
      const file = all.find((one) => one.path === node.path);
      return file === undefined
        ? undefined
        : card(node.path, [[vscode.l10n.t('Size'), format.size(file.size)]]);
    }
    case 'problem':
      return card(node.problem.file, [], [node.problem.message]);
    case 'page':
    case 'global':
    case 'archive':
    case 'problems':
      return undefined;
  }
}

/** A title over a table without a head, then sentences. Nothing in it may run a command: it holds text of records. */
function card(title: string, rows: readonly Row[], sentences: readonly string[] = []): vscode.MarkdownString {
  const lines = [`**${inMarkdown(title)}**`, ''];
  const shown = rows.filter(([, value]) => value !== undefined && value !== '');
  if (shown.length > 0) {
    lines.push(
      '| | |',
      '|:--|:--|',
      ...shown.map(([label, value]) => `| ${label} &nbsp; | ${value ?? ''} |`),
      '',
    );
  }
  for (const sentence of sentences) lines.push(`$(warning) ${inMarkdown(sentence)}`, '');
  const markdown = new vscode.MarkdownString(lines.join('\n'), true);
  markdown.isTrusted = false;
  markdown.supportHtml = false;
  return markdown;
}

function time(text: string | null): string | undefined {
  if (text === null) return undefined;
  const at = parseTime(text, systemClock, 'start');
  if (at === undefined) return inMarkdown(text);
  return `${inMarkdown(format.relative(at, systemClock.now()))} (${inMarkdown(format.exact(at))})`;
}
