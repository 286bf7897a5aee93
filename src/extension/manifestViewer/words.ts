import { l10n } from 'vscode';
import type { ArchiveFormat } from '../../core/bundle/archive';
import type { ManifestModel } from '../../core/bundle/manifestModel';
import { CATEGORIES } from '../../core/anonymise/categories';
import { categoryNames } from '../categoryNames';
import { format } from '../words';

/** What kind of file this is, in a few words. */
export function archiveWords(archive: ArchiveFormat): string {
  switch (archive) {
    case 'loom-tar':
      return l10n.t('Loom Memory bundle');
    case 'loom-json':
      return l10n.t('Loom Memory export as JSON');
    case 'sealed':
      return l10n.t('Encrypted Loom Memory export');
    case 'sqlite':
      return l10n.t('SQLite database');
    case 'ecm':
      return l10n.t('Archive of Entropic Causal Memory (ECM)');
    case 'causantic':
      return l10n.t('Archive of Causantic');
    case 'kagura':
      return l10n.t('Export of Kagura AI');
    case 'memoria':
      return l10n.t('Snapshot of Memoria');
  }
}

/** "URLs 12 · API keys 7"; a category of a later version by its own name. */
export function categoryWords(categories: ManifestModel['anonymisation']['categories']): string {
  return categories
    .map(([category, count]) => {
      const known = CATEGORIES.find((one) => one === category);
      const name = known === undefined ? category : categoryNames[known]();
      // A count does not stand alone at the start of a line.
      return `${name}\u00a0${format.number(count)}`;
    })
    .join(' · ');
}

/** "anonymised: full, 27 items". */
export function anonymisationBadge({ level, applied, items }: ManifestModel['anonymisation']): string {
  if (!applied || level === 'none') return l10n.t('not anonymised');
  const count = items === 1 ? l10n.t('1 item') : l10n.t('{0} items', format.number(items));
  switch (level) {
    case undefined:
      return l10n.t('anonymised');
    case 'full':
      return l10n.t('anonymised: full, {0}', count);
    case 'partial':
      return l10n.t('anonymised: partial, {0}', count);
    default:
      return l10n.t('anonymised: {0}, {1}', level, count);
  }
}

const filterNames: ReadonlyMap<string, (value: string) => string> = new Map([
  ['min_confidence', (value: string) => l10n.t('confidence at least {0}', value)],
  ['min_success_rate', (value: string) => l10n.t('success rate at least {0}', value)],
  ['min_uses', (value: string) => l10n.t('used at least {0} times', value)],
  ['since', (value: string) => l10n.t('since {0}', value)],
  ['until', (value: string) => l10n.t('until {0}', value)],
  ['date_field', (value: string) => l10n.t('by {0}', value.replace('_', ' '))],
  ['agents', (value: string) => l10n.t('agents {0}', value.replaceAll(',', ', '))],
  ['types', (value: string) => l10n.t('only {0}', value.replaceAll(',', ', '))],
  ['records', (value: string) => l10n.t('{0} chosen records', value)],
]);

/** "confidence at least 0.8 · since 2025-10-01"; a filter of a later version as it stands. */
export function filterLine(filters: ManifestModel['filters']): string {
  return filters
    .map(([name, value]) => filterNames.get(name)?.(String(value)) ?? `${name} ${String(value)}`)
    .join(' · ');
}

/** "backend-architect", "global data", "description of the bundle". */
export function sectionWords(section: string): string {
  if (section === 'global') return l10n.t('global data');
  if (section === 'metadata') return l10n.t('description of the bundle');
  return section;
}

/** "a, b and c". */
export function listWords(items: readonly string[]): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : l10n.t('{0} and {1}', items.slice(0, -1).join(', '), last);
}

const MINUTE = 60_000;

export function agoWords(time: number, now: number): string {
  return now - time < MINUTE ? l10n.t('just now') : format.relative(time, now);
}
