import type {
  ActionButton,
  AgentTable,
  Badge,
  ChecksumRow,
  Fact,
  FromWebview,
  LockForm,
  ManifestPage,
  MarkState,
  Notice,
  ProgressLine,
} from '../protocol';
import { bar, element, icon } from './elements';

export type Send = (message: FromWebview) => void;
type OpenAgent = (agent: string) => void;

/** The page of a bundle, top to bottom. `data-key` names what keeps the focus when the page is drawn again. */
export function drawPage(page: ManifestPage, send: Send, openAgent: OpenAgent): readonly HTMLElement[] {
  return [
    drawHeader(page, send),
    drawProgress(page.progress, send),
    ...page.notices.map((notice) => drawNotice(notice, send)),
    ...(page.lock === undefined ? [] : [drawLock(page.lock, send)]),
    ...(page.agents === undefined ? [] : [drawAgents(page.agents, openAgent)]),
    ...(page.facts.length === 0 ? [] : [drawFacts(page.facts)]),
    ...page.groups.map((group) =>
      element('section', { class: 'group' }, element('h2', {}, group.title), drawFacts(group.facts)),
    ),
    ...(page.checksums === undefined ? [] : [drawChecksums(page.checksums.title, page.checksums.rows)]),
    ...(page.importCommand === undefined ? [] : [drawImport(page.importCommand, send)]),
    ...page.details.map((details) =>
      element(
        'details',
        { 'data-keep': details.id },
        element('summary', { 'data-key': `details:${details.id}` }, details.summary),
        element('ul', {}, ...details.lines.map((line) => element('li', {}, line))),
      ),
    ),
  ];
}

function drawHeader(page: ManifestPage, send: Send): HTMLElement {
  const badges = page.badges.map(drawBadge);
  return element(
    'header',
    {},
    element(
      'div',
      { class: 'title-row' },
      element('h1', {}, page.title),
      element('div', { class: 'actions' }, ...page.actions.map((button) => drawButton(button, send))),
    ),
    element('p', { class: 'subtitle' }, page.subtitle),
    badges.length === 0 ? undefined : element('ul', { class: 'badges' }, ...badges),
  );
}

function drawBadge(badge: Badge): HTMLElement {
  return element(
    'li',
    { class: `badge ${badge.tone}`, title: badge.title },
    icon(badge.icon),
    element('span', {}, badge.text),
  );
}

function drawButton(button: ActionButton, send: Send, kind = 'secondary'): HTMLButtonElement {
  const made = element(
    'button',
    { type: 'button', class: kind, 'data-key': `action:${button.action}` },
    button.icon === undefined ? undefined : icon(button.icon),
    button.label,
  );
  made.disabled = button.disabled === true;
  made.addEventListener('click', () => {
    send({ type: 'action', action: button.action });
  });
  return made;
}

/** The line under the header while something runs; kept in the page, empty, so that it can come and go alone. */
export function drawProgress(progress: ProgressLine | undefined, send: Send): HTMLElement {
  const place = element('div', { class: 'progress', id: 'progress' });
  if (progress === undefined) return place;
  const meter = element('progress', { max: '1', 'aria-label': progress.text });
  if (progress.fraction !== undefined) meter.value = Math.min(1, progress.fraction);
  place.append(
    element('span', { class: 'progress-text' }, progress.text),
    meter,
    drawButton(progress.cancel, send),
  );
  return place;
}

function drawNotice(notice: Notice, send: Send): HTMLElement {
  return element(
    'section',
    { class: `notice ${notice.tone}`, role: notice.tone === 'bad' ? 'alert' : undefined },
    icon(notice.tone === 'bad' ? 'error' : notice.tone === 'warning' ? 'warning' : 'info'),
    element(
      'div',
      { class: 'notice-body' },
      element('strong', {}, notice.title),
      ...notice.lines.map((line) => element('p', {}, line)),
      notice.button === undefined ? undefined : drawButton(notice.button, send),
    ),
  );
}

function drawLock(lock: LockForm, send: Send): HTMLElement {
  const field = element('input', {
    type: 'password',
    id: 'password',
    autocomplete: 'off',
    spellcheck: 'false',
    'data-key': 'password',
    'data-first': 'true',
    'aria-describedby': 'password-error',
    'aria-invalid': lock.error === undefined ? undefined : 'true',
  });
  const open = element(
    'button',
    { type: 'submit', class: 'primary', 'data-key': 'unlock' },
    icon('unlock'),
    lock.button,
  );
  open.disabled = lock.busy;
  const form = element(
    'form',
    { class: 'lock' },
    element('h2', {}, icon('lock'), lock.title),
    element('p', {}, lock.text),
    element('label', { for: 'password' }, lock.label),
    element('div', { class: 'password-row' }, field, open),
    element('p', { id: 'password-error', class: 'field-error' }, lock.error),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (field.value !== '' && !open.disabled) send({ type: 'unlock', password: field.value });
  });
  const facts = lock.facts.length === 0 ? undefined : drawFacts(lock.facts);
  return element('section', { class: 'lock-section' }, form, facts);
}

function drawAgents(table: AgentTable, openAgent: OpenAgent): HTMLElement {
  const [first, ...others] = table.columns;
  const head = element(
    'tr',
    {},
    element('th', { scope: 'col' }, first),
    element('td', { class: 'bar-cell' }),
    ...others.map((column) => element('th', { scope: 'col', class: 'number' }, column)),
    element('td', { class: 'chevron-cell' }),
  );
  const rows = table.rows.map((row) => {
    const cells = row.cells.map((cell) => element('td', { class: 'number' }, cell));
    const barCell = element('td', { class: 'bar-cell' }, bar(row.share));
    if (!table.canOpen) {
      return element('tr', {}, element('th', { scope: 'row' }, row.agent), barCell, ...cells, element('td'));
    }
    const open = element(
      'button',
      {
        type: 'button',
        class: 'row-button',
        'data-key': `agent:${row.agent}`,
        'data-row': 'agents',
        title: row.open,
      },
      row.agent,
    );
    open.addEventListener('click', () => {
      openAgent(row.agent);
    });
    const line = element(
      'tr',
      { class: 'opens' },
      element('th', { scope: 'row' }, open),
      barCell,
      ...cells,
      element('td', { class: 'chevron-cell' }, icon('chevron-right')),
    );
    // The whole row takes the mouse; the button in it is what the keyboard and screen readers have.
    line.addEventListener('click', (event) => {
      if (event.target !== open) openAgent(row.agent);
    });
    return line;
  });
  const total = table.total;
  return element(
    'table',
    {},
    element('caption', {}, table.caption),
    element('thead', {}, head),
    element('tbody', {}, ...rows),
    total === undefined
      ? undefined
      : element(
          'tfoot',
          {},
          element(
            'tr',
            {},
            element('th', { scope: 'row' }, total[0]),
            element('td', { class: 'bar-cell' }),
            ...total.slice(1).map((cell) => element('td', { class: 'number' }, cell)),
            element('td'),
          ),
        ),
  );
}

function drawFacts(facts: readonly Fact[]): HTMLElement {
  const list = element('dl', {});
  for (const fact of facts) {
    // Without a label it is a sentence, over the whole width.
    if (fact.label !== '') list.append(element('dt', {}, fact.label));
    list.append(
      element(
        'dd',
        { title: fact.title, class: fact.label === '' ? 'alone' : undefined },
        fact.code === true ? element('code', {}, fact.value) : fact.value,
      ),
    );
  }
  return list;
}

const MARKS: { readonly [State in MarkState]: Parameters<typeof icon>[0] | undefined } = {
  unchecked: undefined,
  checking: undefined,
  ok: 'check',
  damaged: 'error',
};

function drawChecksums(title: string, rows: readonly ChecksumRow[]): HTMLElement {
  return element(
    'section',
    { class: 'labelled', 'aria-label': title },
    element('h2', { class: 'label' }, title),
    element(
      'ul',
      { class: 'checksums' },
      ...rows.map((row) => {
        const mark = MARKS[row.state];
        return element(
          'li',
          { class: row.state },
          element('span', { class: 'checksum-name' }, row.name),
          element('code', { title: row.full }, row.hash),
          element(
            'span',
            { class: 'mark' },
            mark === undefined ? undefined : icon(mark),
            element('span', {}, row.stateText),
          ),
        );
      }),
    ),
  );
}

function drawImport(command: NonNullable<ManifestPage['importCommand']>, send: Send): HTMLElement {
  return element(
    'section',
    { class: 'labelled', 'aria-label': command.label },
    element('h2', { class: 'label' }, command.label),
    element(
      'div',
      { class: 'command' },
      element('code', { title: command.command }, command.command),
      drawButton(command.button, send),
    ),
  );
}
