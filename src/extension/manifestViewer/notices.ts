import { l10n } from 'vscode';
import type { Inspection } from '../../core/bundle/archive';
import type { ManifestModel } from '../../core/bundle/manifestModel';
import type { Notice } from '../../webview/protocol';
import { format } from '../words';
import type { Verification, ViewerState } from './state';
import { archiveWords, listWords, sectionWords } from './words';

/** Lines of a notice; more are counted. */
const MOST_LINES = 3;

/** Damage, what is missing, where the page comes from: what has to be known before the rest. */
export function notices(state: ViewerState, model: ManifestModel | undefined): readonly Notice[] {
  const { stage, manifest, verify } = state;
  const notices: Notice[] = [];
  if (stage.kind === 'failed') {
    notices.push({ tone: 'bad', title: stage.sentence, lines: [] });
  } else if (stage.kind === 'missing') {
    const title = l10n.t('The export of this manifest is not beside it');
    const line = l10n.t('What follows is what it says. Without the export nothing of it can be checked.');
    notices.push({ tone: 'warning', title, lines: [line] });
  } else if (
    manifest !== undefined &&
    (stage.kind === 'folder' || (stage.kind === 'open' && model === undefined))
  ) {
    const title =
      stage.kind === 'folder' ? l10n.t('Folder of CSV tables') : archiveWords(stage.inspection.format);
    const line = l10n.t('What follows is what {0} says of it.', manifest.name);
    notices.push({ tone: 'plain', title, lines: [line] });
  } else if (stage.kind === 'open' && model === undefined) {
    notices.push(recognised(stage.inspection));
  }
  if (verify.kind === 'done' && !verify.report.ok) notices.push(damage(state.name, verify));
  if (model !== undefined && model.unreadable.length > 0) notices.push(unreadable(model));
  return notices;
}

/** Files of the memory that were damaged when it was exported: what they hold is not lost there, but not in here. */
function unreadable(model: ManifestModel): Notice {
  const messages = model.unreadable.map(({ message }) => message);
  return {
    tone: 'warning',
    title:
      messages.length === 1
        ? l10n.t('1 file of the memory could not be read when it was exported')
        : l10n.t(
            '{0} files of the memory could not be read when it was exported',
            format.number(messages.length),
          ),
    lines: [...messages.slice(0, MOST_LINES), ...moreWords(messages.length)],
  };
}

function moreWords(count: number): readonly string[] {
  return count > MOST_LINES ? [l10n.t('And {0} more.', format.number(count - MOST_LINES))] : [];
}

/** An archive that is not ours. */
function recognised({ format: archive }: Inspection): Notice {
  return {
    tone: 'plain',
    title: archiveWords(archive),
    lines: [
      archive === 'sqlite'
        ? l10n.t('Its tables can be read with any SQLite program, and imported from here.')
        : l10n.t('It is recognised by its content. This version of Loom Memory cannot show what it holds.'),
    ],
  };
}

/** Names the damaged sections, what was found in each, and what can still be read. */
export function damage(name: string, { report }: Extract<Verification, { kind: 'done' }>): Notice {
  const bad = report.sections.filter((section) => !section.ok).map((section) => sectionWords(section.name));
  const intact = report.sections.filter((section) => section.ok && section.name !== 'metadata');
  // One a section: what is wrong with a file is wrong with the section's own hash too. The title says the rest.
  const messages = [
    ...new Map([...report.problems].reverse().map((one) => [one.section, one.message])).values(),
  ]
    .reverse()
    .map((message) => withoutStart(message, `${name} is damaged: `));
  return {
    tone: 'bad',
    title: intact.length === 0 ? l10n.t('This bundle is damaged') : l10n.t('Damaged: {0}', listWords(bad)),
    lines: [
      ...messages.slice(0, MOST_LINES),
      ...moreWords(messages.length),
      intact.length === 0
        ? l10n.t('No part of it can be confirmed. What lies before the damage can still be opened.')
        : l10n.t('Intact: {0}.', listWords(intact.map((section) => sectionWords(section.name)))),
    ],
  };
}

function withoutStart(text: string, start: string): string {
  if (!text.startsWith(start)) return text;
  const rest = text.slice(start.length);
  // A path keeps its letters.
  return /^[a-z]+ /.test(rest) ? `${rest.slice(0, 1).toUpperCase()}${rest.slice(1)}` : rest;
}
