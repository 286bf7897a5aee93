import { l10n, QuickPickItemKind } from 'vscode';
import { requestFromOptions } from '../../../core/export/fromOptions';
import { FORMATS } from '../../../core/options';
import { chooseOne, type Row } from '../quickInput';
import { formatWords } from '../words';
import { placeOf, type Next, type Wizard } from './step';

/** Step 4: the format. One that this host cannot write is named with the reason, and cannot be chosen. */
export async function askFormat(wizard: Wizard): Promise<Next> {
  const { draft, services } = wizard;
  const { sqlite } = await services.host();
  const rows: Row[] = FORMATS.filter((format) => format !== 'sqlite' || sqlite !== undefined).map(
    (format) => {
      const { name, goodFor } = formatWords(format);
      return { id: format, label: name, detail: goodFor };
    },
  );
  if (sqlite === undefined) {
    rows.push({
      id: 'unavailable',
      label: l10n.t('SQLite needs a disk of its own: export from VS Code on a desktop or server'),
      kind: QuickPickItemKind.Separator,
    });
  }
  const outcome = await chooseOne(placeOf('format'), {
    placeholder: l10n.t('Which format'),
    rows,
    active: requestFromOptions(draft.answers).format,
  });
  if (outcome.kind === 'button') return 'cancel';
  if (outcome.kind !== 'answer') return outcome.kind;
  draft.answers = { ...draft.answers, format: FORMATS.find((format) => format === outcome.value.id) };
  return 'next';
}
