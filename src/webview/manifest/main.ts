import type { FromWebview, ManifestPage, ToWebview } from '../protocol';
import { drawPage, drawProgress } from './draw';
import { RecordsView } from './records';
import './manifest.css';

/** What survives when the tab is hidden and shown again; never a password. */
interface Kept {
  readonly records?: { readonly agent: string; readonly words: string } | undefined;
  readonly scroll: number;
  readonly opened: readonly string[];
}

declare function acquireVsCodeApi(): {
  postMessage(message: FromWebview): void;
  getState(): Kept | undefined;
  setState(state: Kept): void;
};

const host = acquireVsCodeApi();
const send = (message: FromWebview): void => {
  host.postMessage(message);
};

class Viewer {
  readonly #main = byId('page');
  readonly #live = byId('live');
  #kept: Kept = host.getState() ?? { scroll: 0, opened: [] };
  #records: RecordsView | undefined;
  #drawnBefore = false;

  constructor() {
    window.addEventListener('message', (event: MessageEvent<unknown>) => {
      if (isFromHost(event.data)) this.#take(event.data);
    });
    window.addEventListener('scroll', () => {
      if (this.#records === undefined) this.#keep({ scroll: window.scrollY });
    });
    document.addEventListener('keydown', moveBetweenRows);
    send({ type: 'ready' });
  }

  #take(message: ToWebview): void {
    switch (message.type) {
      case 'page':
        this.#draw(message.page);
        break;
      case 'progress':
        document.getElementById('progress')?.replaceWith(drawProgress(message.progress, send));
        break;
      case 'records':
        if (this.#records?.agent === message.list.agent) this.#records.fill(message.list);
        break;
      case 'announce':
        this.#live.textContent = message.text;
        break;
      case 'askAgain':
        askAgain();
        break;
    }
  }

  #draw(page: ManifestPage): void {
    const focused = document.activeElement?.getAttribute('data-key');
    const password = typed();
    this.#main.replaceChildren(
      ...drawPage(page, send, (agent) => {
        this.#openRecords(agent, '');
      }),
    );
    this.#keepDetails();
    const field = document.getElementById('password');
    if (field instanceof HTMLInputElement) field.value = password;
    if (focused !== null && focused !== undefined) focusKey(focused);
    else if (!this.#drawnBefore || document.activeElement === document.body) {
      this.#main.querySelector<HTMLElement>('[data-first]')?.focus();
    }
    if (this.#drawnBefore) return;
    this.#drawnBefore = page.agents !== undefined || page.lock !== undefined;
    const { records, scroll } = this.#kept;
    if (records !== undefined && page.agents !== undefined) this.#openRecords(records.agent, records.words);
    else window.scrollTo(0, scroll);
  }

  #openRecords(agent: string, words: string): void {
    this.#keep({ records: { agent, words } });
    this.#records = new RecordsView(
      agent,
      words,
      send,
      () => {
        this.#closeRecords(agent);
      },
      (now) => {
        this.#keep({ records: { agent, words: now } });
      },
    );
    this.#main.hidden = true;
    this.#main.after(this.#records.root);
    this.#records.ask();
    this.#records.focus();
    window.scrollTo(0, 0);
  }

  #closeRecords(agent: string): void {
    this.#records?.root.remove();
    this.#records = undefined;
    this.#main.hidden = false;
    this.#keep({ records: undefined });
    send({ type: 'closeRecords' });
    focusKey(`agent:${agent}`);
    window.scrollTo(0, this.#kept.scroll);
  }

  #keepDetails(): void {
    for (const details of this.#main.querySelectorAll('details')) {
      const id = details.dataset['keep'];
      if (id === undefined) continue;
      details.open = this.#kept.opened.includes(id);
      details.addEventListener('toggle', () => {
        const others = this.#kept.opened.filter((one) => one !== id);
        this.#keep({ opened: details.open ? [...others, id] : others });
      });
    }
  }

  #keep(change: Partial<Kept>): void {
    this.#kept = { ...this.#kept, ...change };
    host.setState(this.#kept);
  }
}

function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`The page has no element "${id}".`);
  return found;
}

function typed(): string {
  const field = document.getElementById('password');
  return field instanceof HTMLInputElement ? field.value : '';
}

function askAgain(): void {
  const field = document.getElementById('password');
  if (!(field instanceof HTMLInputElement)) return;
  field.value = '';
  field.focus();
}

function focusKey(key: string): void {
  document.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)?.focus();
}

/** Arrow keys, Home and End move between the rows of a table or list; Tab leaves it. */
function moveBetweenRows(event: KeyboardEvent): void {
  const from = event.target;
  if (!(from instanceof HTMLElement) || from.dataset['row'] === undefined) return;
  const rows = [...document.querySelectorAll<HTMLElement>(`[data-row="${from.dataset['row']}"]`)];
  const place = rows.indexOf(from);
  const to = {
    ArrowDown: place + 1,
    ArrowUp: place - 1,
    Home: 0,
    End: rows.length - 1,
  }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  const next = rows[to];
  // Up from the first record leads back to the search field.
  if (to < 0 && from.dataset['row'] === 'records') document.getElementById('search')?.focus();
  if (next === undefined) return;
  if (from.dataset['row'] === 'records') {
    from.tabIndex = -1;
    next.tabIndex = 0;
  }
  next.focus();
}

/** The host is our own code of the same version: its word on the kind of message is enough. */
function isFromHost(data: unknown): data is ToWebview {
  return typeof data === 'object' && data !== null && 'type' in data && typeof data.type === 'string';
}

new Viewer();
