import * as vscode from 'vscode';
import { DisposableStore } from '../disposables';

/** What a person did with one question. */
export type Outcome<Value> =
  | { readonly kind: 'answer'; readonly value: Value }
  | { readonly kind: 'back' }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'button'; readonly button: vscode.QuickInputButton };

/** Where a question stands among the others. */
export interface Place {
  readonly title: string;
  /** Absent for a question outside the wizard. */
  readonly step?: number;
  readonly totalSteps?: number;
  /** False for the first question of all. */
  readonly canGoBack: boolean;
  /** Further buttons of the title bar; pressing one ends the question with it. */
  readonly buttons?: readonly vscode.QuickInputButton[];
}

/** A row that keeps its identity when its words change. */
export interface Row extends vscode.QuickPickItem {
  readonly id: string;
}

/** A list on screen whose rows may still change: counts come in while it is read. */
export interface LiveList<Item extends Row> {
  /** Other words for the rows; what is active and checked stays so. */
  update(rows: readonly Item[]): void;
  /** Shows that something is still being counted. */
  busy(value: boolean): void;
  /** Fires when the list closes, whatever the reason. */
  readonly signal: AbortSignal;
}

interface ListOptions<Item extends Row> {
  readonly placeholder: string;
  readonly rows: readonly Item[];
  /** Called once the list is on screen; work that it starts looks at the list's signal. */
  readonly whileShown?: (list: LiveList<Item>) => void;
  /** A row's own button was pressed. */
  readonly onRowButton?: (row: Item, list: LiveList<Item>) => void;
}

/** A list that one row is taken from. */
interface OneOptions<Item extends Row> extends ListOptions<Item> {
  /** The row at first: what Enter takes. */
  readonly active?: string | undefined;
  /** The answer that a row's own button gives; undefined keeps the list open. */
  readonly answerOfButton?: (row: Item) => Item | undefined;
}

/** Asks for one row; Enter takes the row with id `active`. */
export async function chooseOne<Item extends Row>(
  place: Place,
  options: OneOptions<Item>,
): Promise<Outcome<Item>> {
  const pick = vscode.window.createQuickPick<Item>();
  pick.items = options.rows;
  activate(pick, options.active);
  const read = (): Item | undefined => pick.selectedItems[0] ?? pick.activeItems[0];
  return showList(pick, place, options, read, options.answerOfButton);
}

/**
 * Asks for any number of rows, those in `checked` at first.
 *
 * @param problem what is wrong with a choice, shown instead of the placeholder; undefined takes it.
 */
export async function chooseMany<Item extends Row>(
  place: Place,
  options: ListOptions<Item> & {
    readonly checked: readonly string[];
    readonly problem: (ids: readonly string[]) => string | undefined;
  },
): Promise<Outcome<readonly string[]>> {
  const pick = vscode.window.createQuickPick<Item>();
  pick.canSelectMany = true;
  pick.items = options.rows;
  check(pick, options.checked);
  return showList(pick, place, options, () => {
    const ids = pick.selectedItems.map((item) => item.id);
    const problem = options.problem(ids);
    if (problem === undefined) return ids;
    pick.placeholder = problem;
    return undefined;
  });
}

function activate<Item extends Row>(pick: vscode.QuickPick<Item>, id: string | undefined): void {
  const item = pick.items.find((one) => one.id === id);
  if (item !== undefined) pick.activeItems = [item];
}

function check<Item extends Row>(pick: vscode.QuickPick<Item>, ids: readonly string[]): void {
  pick.selectedItems = pick.items.filter((item) => ids.includes(item.id));
}

/** `read` gives the answer, or undefined to stay. */
function showList<Item extends Row, Value>(
  pick: vscode.QuickPick<Item>,
  place: Place,
  options: ListOptions<Item>,
  read: () => Value | undefined,
  answerOfButton?: (row: Item) => Value | undefined,
): Promise<Outcome<Value>> {
  pick.placeholder = options.placeholder;
  pick.matchOnDescription = true;
  pick.keepScrollPosition = true;
  const list = (signal: AbortSignal): LiveList<Item> => ({
    signal,
    busy: (value) => {
      if (!signal.aborted) pick.busy = value;
    },
    update: (rows) => {
      if (signal.aborted) return;
      const active = pick.activeItems[0]?.id;
      const checked = pick.selectedItems.map((item) => item.id);
      pick.items = rows;
      if (pick.canSelectMany) check(pick, checked);
      activate(pick, active);
    },
  });
  return show(pick, place, read, (signal, disposables, answer) => {
    const live = list(signal);
    disposables.add(
      pick.onDidTriggerItemButton(({ item }) => {
        options.onRowButton?.(item, live);
        const value = answerOfButton?.(item);
        if (value !== undefined) answer(value);
      }),
    );
    options.whileShown?.(live);
  });
}

export interface TextOptions {
  readonly prompt: string;
  readonly value?: string;
  readonly placeholder?: string;
  readonly password?: boolean;
  /** What is wrong with (or known about) a text, at every key; an error keeps the question open. */
  readonly validate: (text: string) => vscode.InputBoxValidationMessage | undefined;
  /** What is missing at Enter; it would be noise while the text is being typed. */
  readonly refuse?: (text: string) => string | undefined;
}

/** Asks for a text. */
export async function askText(place: Place, options: TextOptions): Promise<Outcome<string>> {
  const box = vscode.window.createInputBox();
  box.prompt = options.prompt;
  box.value = options.value ?? '';
  box.password = options.password === true;
  if (options.placeholder !== undefined) box.placeholder = options.placeholder;
  const judge = (): boolean => {
    const found = options.validate(box.value);
    box.validationMessage = found;
    return found?.severity !== vscode.InputBoxValidationSeverity.Error;
  };
  return show(
    box,
    place,
    () => {
      if (!judge()) return undefined;
      const refusal = options.refuse?.(box.value);
      if (refusal === undefined) return box.value;
      box.validationMessage = { message: refusal, severity: vscode.InputBoxValidationSeverity.Error };
      return undefined;
    },
    (_signal, disposables) => {
      disposables.add(box.onDidChangeValue(judge));
      // An empty field is not wrong before anything was typed.
      if (box.value !== '') judge();
    },
  );
}

/** The part that lists and texts share: title, steps, buttons, and an end that comes exactly once. */
function show<Value>(
  input: vscode.QuickPick<Row> | vscode.InputBox,
  place: Place,
  read: () => Value | undefined,
  begin: (signal: AbortSignal, disposables: DisposableStore, answer: (value: Value) => void) => void,
): Promise<Outcome<Value>> {
  const disposables = new DisposableStore();
  const closed = new AbortController();
  disposables.add(input);
  input.title = place.title;
  input.step = place.step;
  input.totalSteps = place.totalSteps;
  input.ignoreFocusOut = true;
  input.buttons = [...(place.canGoBack ? [vscode.QuickInputButtons.Back] : []), ...(place.buttons ?? [])];
  return new Promise<Outcome<Value>>((resolve) => {
    const end = (outcome: Outcome<Value>): void => {
      resolve(outcome);
      closed.abort();
      disposables.dispose();
    };
    disposables.add(
      input.onDidAccept(() => {
        const value = read();
        if (value !== undefined) end({ kind: 'answer', value });
      }),
    );
    disposables.add(
      input.onDidTriggerButton((button) => {
        end(button === vscode.QuickInputButtons.Back ? { kind: 'back' } : { kind: 'button', button });
      }),
    );
    disposables.add(
      input.onDidHide(() => {
        end({ kind: 'cancel' });
      }),
    );
    input.show();
    begin(closed.signal, disposables, (value) => {
      end({ kind: 'answer', value });
    });
  });
}
