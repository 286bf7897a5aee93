import { l10n } from 'vscode';
import type { Inspection } from '../../core/bundle/archive';
import { manifestModel, type ManifestModel } from '../../core/bundle/manifestModel';
import { manifestHashes } from '../../core/bundle/verifyManifest';
import type { SealHeader } from '../../core/bundle/sealHeader';
import { importCommand } from '../../core/export/reportText';
import type {
  ActionButton,
  Badge,
  ChecksumRow,
  Details,
  Fact,
  LockForm,
  ManifestPage,
  MarkState,
} from '../../webview/protocol';
import { decisionWords } from '../decisionWords';
import { countRecords, format } from '../words';
import { agentsOfManifest, agentTable, groups } from './agentTable';
import { damage, notices } from './notices';
import type { Stage, Verification, ViewerState } from './state';
import {
  agoWords,
  anonymisationBadge,
  archiveWords,
  categoryWords,
  filterLine,
  listWords,
  sectionWords,
} from './words';

/** Everything the page says about a state, in words. Pure but for the language of the window. */
export function manifestPage(state: ViewerState, now: number): ManifestPage {
  const { stage } = state;
  const metadata = stage.kind === 'open' ? stage.inspection.metadata : undefined;
  const model = metadata === undefined ? undefined : manifestModel(metadata);
  const isBundle = model !== undefined || stage.kind === 'locked';
  return {
    title: state.name,
    subtitle: subtitle(state, model),
    actions: actions(state),
    badges: badges(state, model, now),
    notices: notices(state, model),
    lock: stage.kind === 'locked' ? lockForm(stage) : undefined,
    agents: model === undefined ? agentsOfManifest(state.manifest) : agentTable(model),
    facts: stage.kind === 'open' ? facts(stage.inspection, model) : [],
    groups: model === undefined && state.manifest !== undefined ? groups(state.manifest.sections) : [],
    checksums: checksums(state, model),
    importCommand: isBundle
      ? {
          label: l10n.t('Import'),
          command: importCommand(state.name, true),
          button: { action: 'copyImport', label: l10n.t('Copy'), icon: 'copy' },
        }
      : undefined,
    details: model === undefined ? [] : details(model),
    progress: state.progress,
  };
}

/** "Exported 23 Oct 2025, 10:30 · version 1.0.0 · 14.2 MB of 108 MB (7.6x)". */
function subtitle({ stage, size }: ViewerState, model: ManifestModel | undefined): string {
  const parts: string[] = [];
  if (model?.exported !== undefined) parts.push(l10n.t('Exported {0}', format.exact(model.exported)));
  if (model !== undefined) parts.push(l10n.t('version {0}', model.version));
  else if (stage.kind === 'locked') parts.push(archiveWords(stage.inspection.format));
  if (size !== undefined) parts.push(sizeWords(size, model?.unpacked));
  return parts.join(' · ');
}

function sizeWords(size: number, unpacked: number | undefined): string {
  if (unpacked === undefined || unpacked <= size || size === 0) return format.size(size);
  const ratio = `${format.number(Math.round((unpacked / size) * 10) / 10)}x`;
  return l10n.t('{0} of {1} ({2})', format.size(size), format.size(unpacked), ratio);
}

/** Our own bundles, once they are open; databases; tables whose manifest names their checksums. */
export function canVerify({ stage, manifest, name }: ViewerState): boolean {
  if (stage.kind === 'folder') return manifestHashes(manifest?.sections ?? [], name).length > 0;
  return (
    stage.kind === 'open' && (stage.inspection.metadata !== undefined || stage.inspection.format === 'sqlite')
  );
}

/** Our own bundles, locked or open, databases and tables. */
function canImport({ stage }: ViewerState): boolean {
  if (stage.kind === 'folder' || stage.kind === 'locked') return true;
  return (
    stage.kind === 'open' && (stage.inspection.metadata !== undefined || stage.inspection.format === 'sqlite')
  );
}

function actions(state: ViewerState): readonly ActionButton[] {
  const verify: ActionButton = {
    action: 'verify',
    label: l10n.t('Verify'),
    icon: 'verified',
    disabled: state.verify.kind === 'running',
  };
  return [
    ...(canImport(state) ? [{ action: 'import', label: l10n.t('Import…'), icon: 'import' } as const] : []),
    ...(canVerify(state) ? [verify] : []),
    ...(state.manifest === undefined
      ? []
      : [{ action: 'openAsText', label: l10n.t('Open as Text'), icon: 'file' } as const]),
    { action: 'reveal', label: l10n.t('Reveal'), icon: 'folder' },
  ];
}

function badges(state: ViewerState, model: ManifestModel | undefined, now: number): readonly Badge[] {
  const { stage, verify } = state;
  const badges: Badge[] = [];
  if (stage.kind === 'locked' || (stage.kind === 'open' && model !== undefined)) {
    const { header, encrypted } = stage.inspection;
    badges.push(
      encrypted
        ? { icon: 'lock', text: l10n.t('encrypted: {0}', header?.cipher ?? ''), tone: 'plain' }
        : { icon: 'unlock', text: l10n.t('not encrypted'), tone: 'plain' },
    );
  }
  if (model !== undefined) {
    const { level, applied } = model.anonymisation;
    const bare = !applied || level === 'none';
    badges.push({
      icon: bare ? 'error' : 'anonymised',
      text: anonymisationBadge(model.anonymisation),
      tone: bare ? 'bad' : 'plain',
    });
  }
  if (verify.kind === 'done') badges.push(verifyBadge(verify, now));
  return badges;
}

function verifyBadge({ report, time }: Extract<Verification, { kind: 'done' }>, now: number): Badge {
  if (!report.ok) return { icon: 'error', text: l10n.t('damaged'), tone: 'bad' };
  const ago = agoWords(time, now);
  return report.checked === 'everything'
    ? { icon: 'verified', text: l10n.t('verified {0}', ago), tone: 'good' }
    : {
        icon: 'verified',
        text: l10n.t('size verified {0}', ago),
        tone: 'good',
        title: l10n.t("The file has the size that its header names. SQLite's integrity_check looks deeper."),
      };
}

function lockForm(stage: Extract<Stage, { kind: 'locked' }>): LockForm {
  const { header } = stage.inspection;
  return {
    title: l10n.t('This bundle is encrypted'),
    text: l10n.t('Type its password to see what it holds. Nothing is unpacked to disk.'),
    facts: header === undefined ? [] : headerFacts(header),
    label: l10n.t('Password'),
    button: stage.busy ? l10n.t('Opening…') : l10n.t('Open'),
    error: stage.error,
    busy: stage.busy,
  };
}

function headerFacts(header: SealHeader): readonly Fact[] {
  return [
    {
      label: l10n.t('Encryption'),
      value: l10n.t('{0} in chunks of {1} KiB', header.cipher, format.number(header.chunkBytes / 1024)),
    },
    {
      label: l10n.t('Key'),
      value: l10n.t('{0}, {1} iterations', header.kdf, format.number(header.iterations)),
    },
  ];
}

function facts({ header }: Inspection, model: ManifestModel | undefined): readonly Fact[] {
  if (model === undefined) return [];
  const filters = filterLine(model.filters);
  const { anonymisation } = model;
  return [
    { label: l10n.t('Filters'), value: filters === '' ? l10n.t('none: all records') : filters },
    ...(model.excluded.length === 0
      ? []
      : [
          {
            label: l10n.t('Left out'),
            value: model.excluded.map(([reason, count]) => `${countRecords(count)}: ${reason}`).join(' · '),
          },
        ]),
    ...(anonymisation.categories.length === 0
      ? []
      : [{ label: l10n.t('Anonymised'), value: categoryWords(anonymisation.categories) }]),
    ...reviewFacts(anonymisation.decisions),
    ...(header === undefined ? [] : headerFacts(header)),
    {
      label: l10n.t('Source'),
      value: shortHash(model.sourceProject),
      code: true,
      title: l10n.t(
        'Project {0}, exported by {1}. Keyed hashes: the same for every export of one person, and no names.',
        model.sourceProject,
        model.exportedBy,
      ),
    },
  ];
}

/** What a review changed; nothing when all is as it was proposed. */
function reviewFacts(decisions: ManifestModel['anonymisation']['decisions']): readonly Fact[] {
  if (decisions === undefined) return [];
  const value = decisionWords(decisions).join(' · ');
  return value === '' ? [] : [{ label: l10n.t('Review'), value }];
}

function checksums(state: ViewerState, model: ManifestModel | undefined): ManifestPage['checksums'] {
  if (!canVerify(state)) return undefined;
  const { verify } = state;
  const known = state.checksums ?? new Map<string, string>();
  const reported = verify.kind === 'done' ? verify.report.sections : [];
  const names = [...new Set([...(model?.agents ?? []).map(({ agent }) => agent), ...known.keys()])];
  for (const { name } of reported) if (name !== 'metadata' && !names.includes(name)) names.push(name);
  if (names.length === 0) return undefined;
  const rows = names.map((name): ChecksumRow => {
    const hash = known.get(name);
    const section = reported.find((one) => one.name === name);
    const mark: MarkState =
      verify.kind === 'running'
        ? 'checking'
        : section === undefined
          ? 'unchecked'
          : section.ok
            ? 'ok'
            : 'damaged';
    return {
      name: sectionWords(name),
      hash: hash === undefined ? '' : `sha256 ${shortHash(hash.replace(/^sha256-/, ''))}`,
      full: hash ?? '',
      state: mark,
      stateText: markWords(mark),
    };
  });
  return { title: l10n.t('Checksums'), rows };
}

function markWords(mark: MarkState): string {
  switch (mark) {
    case 'unchecked':
      return l10n.t('not checked yet');
    case 'checking':
      return l10n.t('checking…');
    case 'ok':
      return l10n.t('ok');
    case 'damaged':
      return l10n.t('damaged');
  }
}

/** The ends of a hash, as people compare them. */
function shortHash(hash: string): string {
  return hash.length <= 14 ? hash : `${hash.slice(0, 6)}…${hash.slice(-4)}`;
}

function details(model: ManifestModel): readonly Details[] {
  const found: Details[] = [];
  if (model.shared.length > 0) {
    found.push({
      id: 'shared',
      summary:
        model.shared.length === 1
          ? l10n.t('1 shared pattern came along')
          : l10n.t('{0} shared patterns came along', format.number(model.shared.length)),
      lines: model.shared.map(({ agent, id, used_by: users, reason }) =>
        l10n.t('{0} of {1}, used by {2}: {3}', id, agent, listWords(users), reason),
      ),
    });
  }
  return found;
}

/** For the live region, once a verification is done. */
export function verifiedWords(name: string, verify: Extract<Verification, { kind: 'done' }>): string {
  const { report } = verify;
  if (report.ok)
    return l10n.t('Verified: all {0} sections are intact.', format.number(report.sections.length));
  const notice = damage(name, verify);
  return [notice.title, ...notice.lines].join(' ');
}
