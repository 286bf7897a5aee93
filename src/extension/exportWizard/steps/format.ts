import { l10n } from 'vscode';
import { requestFromOptions } from '../../../core/export/fromOptions';
import { FORMATS } from '../../../core/options';
import { chooseOne, type Row } from '../quickInput';
import { formatWords } from '../words';
import { placeOf, type Next, type Wizard } from './step';

const UNAVAILABLE = 'unavailable';

/** Step 4: the format. One that this host cannot write is named with the reason, and choosing it asks again. */
export async function askFormat(wizard: Wizard): Promise<Next> {
  const { draft, services } = wizard;
  const { sqlite } = await services.host();
  const rows = FORMATS.map((format): Row => {
    const { name, goodFor } = formatWords(format);
    return format === 'sqlite' && sqlite === undefined
      ? {
          id: UNAVAILABLE,
          label: `$(circle-slash) ${name}`,
          detail: l10n.t(
            'Not in a browser: it needs a disk of its own. Export from VS Code on a desktop or server.',
          ),
        }
      : { id: format, label: name, detail: goodFor };
  });
  for (;;) {
    const outcome = await chooseOne(placeOf('format'), {
      placeholder: l10n.t('Which format'),
      rows,
      active: requestFromOptions(draft.answers).format,
    });
    if (outcome.kind === 'button') continue;
    if (outcome.kind !== 'answer') return outcome.kind;
    const { id } = outcome.value;
    if (id === UNAVAILABLE) continue;
    draft.answers = { ...draft.answers, format: FORMATS.find((format) => format === id) };
    return 'next';
  }
}
