import type { RecordList } from '../protocol';
import { element, icon } from './elements';
import type { Send } from './draw';

/** Milliseconds without a keystroke before a search is asked for. */
const PAUSE = 120;

/** The list of an agent's records with its search field: made once an agent, filled by each answer of the host. */
export class RecordsView {
  readonly root: HTMLElement;
  readonly #title: HTMLElement;
  readonly #back: HTMLButtonElement;
  readonly #label: HTMLElement;
  readonly #search: HTMLInputElement;
  readonly #status: HTMLElement;
  readonly #list: HTMLElement;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly agent: string,
    words: string,
    private readonly send: Send,
    close: () => void,
    remember: (words: string) => void,
  ) {
    this.#back = element('button', { type: 'button', class: 'quiet', 'data-key': 'back' });
    this.#back.addEventListener('click', close);
    this.#title = element('h1', {}, agent);
    this.#label = element('label', { for: 'search', class: 'hidden-label' });
    this.#search = element('input', {
      type: 'search',
      id: 'search',
      'data-key': 'search',
      spellcheck: 'false',
    });
    this.#search.value = words;
    this.#status = element('p', { class: 'subtitle', role: 'status' });
    this.#list = element('ul', { class: 'records' });
    this.root = element(
      'section',
      { class: 'records-view' },
      this.#back,
      this.#title,
      this.#label,
      element('div', { class: 'search-row' }, icon('search'), this.#search),
      this.#status,
      this.#list,
    );
    this.#search.addEventListener('input', () => {
      clearTimeout(this.#timer);
      remember(this.#search.value);
      this.#timer = setTimeout(() => {
        this.ask();
      }, PAUSE);
    });
    this.root.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') close();
      else if (event.key === 'ArrowDown' && event.target === this.#search) {
        this.#list.querySelector('button')?.focus();
        event.preventDefault();
      } else if (event.key === 'Enter' && event.target === this.#search) {
        this.#list.querySelector('button')?.click();
      }
    });
  }

  ask(): void {
    this.send({ type: 'openRecords', agent: this.agent, words: this.#search.value });
  }

  focus(): void {
    this.#search.focus();
  }

  fill(list: RecordList): void {
    this.#title.textContent = list.title;
    this.#back.replaceChildren(icon('arrow-left'), list.back);
    this.#label.textContent = list.searchLabel;
    this.#search.placeholder = list.searchLabel;
    this.#status.textContent = list.status;
    this.#list.replaceChildren(
      ...list.rows.map((row, place) => {
        const open = element(
          'button',
          {
            type: 'button',
            class: 'record',
            'data-row': 'records',
            'data-key': `record:${row.kind}:${String(row.index)}`,
            tabindex: place === 0 ? '0' : '-1',
          },
          element('span', { class: 'record-title' }, row.title),
          element('span', { class: 'record-kind' }, row.kindText),
          element('span', { class: 'record-detail' }, row.detail),
        );
        open.addEventListener('click', () => {
          this.send({ type: 'openRecord', agent: list.agent, kind: row.kind, index: row.index });
        });
        return element('li', {}, open);
      }),
    );
  }
}
