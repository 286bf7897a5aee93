import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { CATEGORIES, type Category } from '../../core/anonymise/categories';
import { checkRules } from '../../core/anonymise/checkRules';
import type { CustomRule } from '../../core/anonymise/choices';
import { LoomError } from '../../core/errors';
import { categoryTitle } from '../categoryNames';
import { askText, chooseOne, type Place, type Row } from '../exportWizard/quickInput';
import { format } from '../words';
import type { ReviewSession, TriedRule } from './session';

/** Asks for a rule of one's own, shows how much it finds, and takes it into the review. */
export async function addRule(session: ReviewSession): Promise<void> {
  let pattern = '';
  for (;;) {
    const typed = await askPattern(pattern);
    if (typed === undefined) return;
    pattern = typed;
    const category = await askCategory();
    if (category === 'back') continue;
    if (category === undefined) return;
    const rule: CustomRule = {
      id: freeId(session, category),
      category,
      pattern,
      ignoreCase: ignoresCase(pattern),
    };
    const tried = await tryRule(session, rule);
    if (tried === undefined) return;
    const answer = await askWhetherToTake(tried.found);
    if (answer === 'back') continue;
    if (answer !== undefined) tried.take(answer === 'lasting');
    return;
  }
}

/** As search fields do: a pattern without a capital letter finds capitals too. */
function ignoresCase(pattern: string): boolean {
  return pattern === pattern.toLowerCase();
}

const place = (canGoBack: boolean): Place => ({ title: l10n.t('Add a rule'), canGoBack });

/** Asks until the pattern can be used, or the person leaves. A pattern is judged at Enter: that can take a while. */
async function askPattern(before: string): Promise<string | undefined> {
  let value = before;
  let refused: { readonly pattern: string; readonly reason: string } | undefined;
  for (;;) {
    const outcome = await askText(place(false), {
      prompt: l10n.t(
        'Regular expression that finds what has to go. Without a capital letter in it, it finds capitals too.',
      ),
      value,
      placeholder: String.raw`CODENAME-\d+`,
      validate: (text) =>
        text === refused?.pattern
          ? { message: refused.reason, severity: vscode.InputBoxValidationSeverity.Error }
          : undefined,
      refuse: (text) => (text === '' ? l10n.t('Type a pattern.') : undefined),
    });
    if (outcome.kind !== 'answer') return undefined;
    value = outcome.value;
    const [found] = await checkRules([
      { id: 'new', category: 'clients', pattern: value, ignoreCase: ignoresCase(value) },
    ]);
    if (found === undefined) return value;
    const reason = l10n.t('This pattern cannot be used: {0}.', found.reason);
    refused = { pattern: value, reason };
  }
}

async function askCategory(): Promise<Category | 'back' | undefined> {
  const outcome = await chooseOne<Row>(place(true), {
    placeholder: l10n.t('What the pattern finds: decides what stands in its place'),
    rows: CATEGORIES.map((category) => ({ id: category, label: categoryTitle(category) })),
  });
  if (outcome.kind === 'back') return 'back';
  return outcome.kind === 'answer' ? CATEGORIES.find((one) => one === outcome.value.id) : undefined;
}

/** Reads everything once more with the rule; undefined when the person stops it. */
async function tryRule(session: ReviewSession, rule: CustomRule): Promise<TriedRule | undefined> {
  const stopped = new AbortController();
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: l10n.t('Looking for what the rule finds'),
    cancellable: true,
  };
  return vscode.window.withProgress(options, async (_progress, token) => {
    token.onCancellationRequested(() => {
      stopped.abort();
    });
    try {
      return await session.tryRule(rule, stopped.signal);
    } catch (error) {
      if (LoomError.is(error, 'cancelled')) return undefined;
      throw error;
    }
  });
}

async function askWhetherToTake(found: number): Promise<'once' | 'lasting' | 'back' | undefined> {
  const outcome = await chooseOne<Row>(place(true), {
    placeholder:
      found === 0
        ? l10n.t('It finds nothing that is not found already.')
        : found === 1
          ? l10n.t('It finds 1 place more.')
          : l10n.t('It finds {0} places more.', format.number(found)),
    rows: [
      { id: 'once', label: l10n.t('Use it in this export') },
      ...(vscode.workspace.isTrusted
        ? [
            {
              id: 'lasting',
              label: l10n.t('Use it in all exports of this workspace'),
              description: l10n.t('kept in its settings'),
            },
          ]
        : []),
    ],
  });
  if (outcome.kind === 'back') return 'back';
  if (outcome.kind !== 'answer') return undefined;
  return outcome.value.id === 'lasting' ? 'lasting' : 'once';
}

/** `own-clients-1`: what reports call the rule. */
function freeId(session: ReviewSession, category: Category): string {
  const taken = new Set(session.rules.map(({ id }) => id));
  let number = 1;
  while (taken.has(`own-${category}-${String(number)}`)) number += 1;
  return `own-${category}-${String(number)}`;
}
