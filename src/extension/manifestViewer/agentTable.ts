import { l10n } from 'vscode';
import type { AgentLine, ManifestModel, ManifestSection } from '../../core/bundle/manifestModel';
import type { AgentTable, FactGroup } from '../../webview/protocol';
import { countRecords, format } from '../words';
import type { ViewerState } from './state';

function agentColumns(): readonly string[] {
  return [
    l10n.t('Agents'),
    l10n.t('Patterns'),
    l10n.t('Solutions'),
    l10n.t('Decisions'),
    l10n.t('Success'),
    l10n.t('Size'),
  ];
}

/** The agents of a bundle; each opens its records. */
export function agentTable(model: ManifestModel): AgentTable {
  const cells = (line: Omit<AgentLine, 'agent' | 'share'>): readonly string[] => [
    line.counts === null ? '–' : format.number(line.counts.patterns),
    line.counts === null ? '–' : format.number(line.counts.solutions),
    line.counts === null ? '–' : format.number(line.counts.decisions),
    line.successRate === null ? '–' : format.percent(line.successRate),
    line.bytes === null ? '–' : format.size(line.bytes),
  ];
  return {
    caption: l10n.t('Agents in this bundle'),
    columns: agentColumns(),
    rows: model.agents.map((line) => ({
      agent: line.agent,
      cells: cells(line),
      share: line.share,
      open:
        line.counts === null
          ? l10n.t('Show the records of {0}', line.agent)
          : l10n.t(
              'Show the {0} of {1}',
              countRecords(line.counts.patterns + line.counts.solutions + line.counts.decisions),
              line.agent,
            ),
    })),
    total: model.agents.length < 2 ? undefined : [l10n.t('All'), ...cells(model.total)],
    canOpen: true,
  };
}

/** A manifest's sections of agents are a table too; what it calls `Success Rate` no other section has. */
function isAgent(section: ManifestSection): boolean {
  return section.facts.some(([label]) => label === 'Success Rate');
}

/** The same table from a manifest's text. */
export function agentsOfManifest(manifest: ViewerState['manifest']): AgentTable | undefined {
  const agents = manifest?.sections.filter(isAgent) ?? [];
  if (agents.length === 0) return undefined;
  const lines = agents.map(({ title, facts }) => {
    const fact = (label: string): string => facts.find(([name]) => name === label)?.[1] ?? '–';
    // "234 (45 MB)": the table has the count, and one size for all.
    const counts = ['Patterns', 'Solutions', 'Decisions'].map((label) => fact(label).replace(/ \(.*$/, ''));
    const records = counts.reduce((sum, text) => sum + (Number(text.replaceAll(',', '')) || 0), 0);
    return { agent: title, cells: [...counts, fact('Success Rate'), fact('Total')], records };
  });
  const most = Math.max(1, ...lines.map((line) => line.records));
  return {
    caption: l10n.t('Agents in this export'),
    columns: agentColumns(),
    rows: lines.map(({ agent, cells, records }) => ({ agent, cells, share: records / most, open: '' })),
    canOpen: false,
  };
}

/** What else a manifest's text says. */
export function groups(sections: readonly ManifestSection[]): readonly FactGroup[] {
  return sections
    .filter((section) => !isAgent(section) && section.title !== 'Checksums')
    .map((section) => ({
      title: section.title,
      facts: section.facts.map(([label, value]) => ({ label, value })),
    }));
}
