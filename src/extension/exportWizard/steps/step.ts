import { l10n, type QuickInputButton } from 'vscode';
import type { Reviews } from '../../review/reviews';
import type { Services } from '../../services';
import type { Counting } from '../counting';
import type { Draft } from '../draft';
import type { Place } from '../quickInput';

/** What the steps of one export share. */
export interface Wizard {
  readonly services: Services;
  readonly reviews: () => Promise<Reviews>;
  readonly draft: Draft;
  readonly counting: Counting;
}

/** Where to go after a step: on, back, out, or to the step of that name. */
export type Next = 'next' | 'back' | 'cancel' | StepName;
export const STEPS = ['scope', 'filters', 'anonymisation', 'format', 'encryption', 'destination'] as const;
export type StepName = (typeof STEPS)[number];

/** Title, number and back button of a step; questions inside a step carry its number. */
export function placeOf(step: StepName, inside = false, buttons: readonly QuickInputButton[] = []): Place {
  const number = STEPS.indexOf(step) + 1;
  return {
    title: l10n.t('Export memory'),
    step: number,
    totalSteps: STEPS.length,
    canGoBack: inside || number > 1,
    buttons,
  };
}
