import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { createAnonymiser } from '../../core/anonymise/anonymiser';
import { refuseReplacement } from '../../core/anonymise/refuseReplacement';
import { parseJson } from '../../core/json';
import type { Codecs } from '../../core/ports';
import { askText, chooseOne, type Place, type Row } from '../exportWizard/quickInput';
import type { Services } from '../services';
import { format } from '../words';
import { textAt } from './maskedText';
import type { ReviewItem } from './model';
import type { ReviewSession } from './session';

const place = (canGoBack: boolean): Place => ({ title: l10n.t('Edit the replacement'), canGoBack });

/** Asks what to write instead, and where when the value stands in several places. True when something was decided. */
export async function editReplacement(
  services: Services,
  session: ReviewSession,
  item: ReviewItem,
): Promise<boolean> {
  const { decisions } = session.model;
  const { codecs } = await services.host();
  const value = await valueOf(session, item);
  for (;;) {
    const typed = await askText(place(false), {
      prompt: l10n.t('What to write in place of {0}', item.masked),
      value: decisions.outcome(item.hit).replacement,
      validate: (text) => {
        const reason = text === '' ? undefined : refusal(text, value, codecs);
        return reason === undefined
          ? undefined
          : { message: reason, severity: vscode.InputBoxValidationSeverity.Error };
      },
    });
    if (typed.kind !== 'answer') return false;
    const everywhere = await askWhere(session.model.countOfValue(item));
    if (everywhere === 'back') continue;
    if (everywhere === undefined) return false;
    decisions.edit(item.hit, typed.value, everywhere);
    return true;
  }
}

/** The export refuses the same, but only when it runs. */
function refusal(replacement: string, value: string, codecs: Codecs): string | undefined {
  return refuseReplacement(replacement, value, (text) => {
    const anonymiser = createAnonymiser({ level: 'full', salt: new Uint8Array(32) }, codecs);
    return anonymiser.document(new TextEncoder().encode(JSON.stringify([text]))).changed;
  });
}

async function valueOf(session: ReviewSession, { hit, record }: ReviewItem): Promise<string> {
  const texts = await session.texts(record);
  if (texts === undefined) return '';
  return textAt(parseJson(new TextDecoder().decode(texts.before)), hit).slice(hit.start, hit.end);
}

/** True: wherever the value stands. */
async function askWhere(count: number): Promise<boolean | 'back' | undefined> {
  if (count < 2) return false;
  const outcome = await chooseOne<Row>(place(true), {
    placeholder: l10n.t('The same value stands in {0} places', format.number(count)),
    rows: [
      { id: 'all', label: l10n.t('Write it in all {0} places', format.number(count)) },
      { id: 'here', label: l10n.t('Only here') },
    ],
  });
  if (outcome.kind === 'back') return 'back';
  return outcome.kind === 'answer' ? outcome.value.id === 'all' : undefined;
}
