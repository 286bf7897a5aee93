import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { fileSource, inspectArchive, type ArchiveSource } from '../../core/bundle/archive';
import { LoomError } from '../../core/errors';
import type { Progress } from '../../core/ports';
import type { Action, FromWebview, ProgressLine, ToWebview } from '../../webview/protocol';
import { run } from '../contract';
import { DisposableStore } from '../disposables';
import type { Services } from '../services';
import { isLoomError, sentenceOf } from '../speak';
import { watchFile } from '../watch';
import { copyImportCommand, handovers, nameOf, revealBundle } from './actions';
import { findBundle } from './findBundle';
import { readMessage } from './messages';
import { canVerify, manifestPage, verifiedWords } from './page';
import { reportProgress } from './progress';
import { RecordsInside } from './recordsInside';
import type { Stage, ViewerState } from './state';
import { verifyShown } from './verifyShown';

/** Files up to this size are verified when they are opened: a second of work at most. */
const VERIFY_AT_ONCE = 64 * 1024 * 1024;
/** A file that is being written changes many times; it is read again once it has been still for so long. */
const STILL = 400;

const unknown: ViewerState = {
  name: '',
  size: undefined,
  stage: { kind: 'reading' },
  verify: { kind: 'none' },
};

/** One open viewer: reads its file, answers its page, and ends with its tab. A password lives here and nowhere else. */
export class ViewerSession {
  readonly #disposables = new DisposableStore();
  readonly #closed = new AbortController();
  #state: ViewerState;
  /** The file that is shown: `file`, or the bundle beside it when `file` is a manifest. */
  #bundle: vscode.Uri;
  #password: string | undefined;
  #records: RecordsInside | undefined;
  /** What runs now: reading or verifying. A new one ends the old one. */
  #running: AbortController | undefined;
  #started = false;

  constructor(
    private readonly services: Services,
    private readonly file: vscode.Uri,
    private readonly webview: vscode.Webview,
  ) {
    this.#bundle = file;
    this.#state = { ...unknown, name: nameOf(file) };
    this.#disposables.add(
      webview.onDidReceiveMessage((message: unknown) => {
        const known = readMessage(message);
        if (known !== undefined) this.#guard(() => this.#answer(known));
      }),
    );
    this.#disposables.add(
      handovers(services).onDidArrive((arrived) => {
        if (this.#started && arrived.toString() === file.toString()) this.#guard(() => this.#takeHandover());
      }),
    );
  }

  /** Ends whatever runs. */
  dispose(): void {
    this.#closed.abort();
    this.#running?.abort();
    this.#password = undefined;
    this.#records = undefined;
    this.#disposables.dispose();
  }

  /** The state as tests look at it. */
  get state(): ViewerState {
    return this.#state;
  }

  async #answer(message: FromWebview): Promise<void> {
    switch (message.type) {
      case 'ready':
        this.#draw();
        if (!this.#started) await this.#start();
        return;
      case 'action':
        return this.#act(message.action);
      case 'unlock':
        return this.#unlock(message.password);
      case 'openRecords':
        return this.#listRecords(message.agent, message.words);
      case 'closeRecords':
        this.#records?.stop();
        return;
      case 'openRecord': {
        const record = await this.#records?.record(message.agent, message.kind, message.index);
        if (record !== undefined) await this.services.showRecord(record, this.#state.name);
        return;
      }
    }
  }

  async #act(action: Action): Promise<void> {
    switch (action) {
      case 'import':
        return run(vscode.commands, 'loomMemory.import', this.#bundle, { password: this.#password });
      case 'verify':
        return this.#verify();
      case 'cancel':
        this.#running?.abort();
        return;
      case 'reveal':
        return revealBundle(this.#bundle);
      case 'copyImport':
        await copyImportCommand(this.#bundle);
        this.#post({ type: 'announce', text: l10n.t('Import command copied.') });
        return;
      case 'openAsText':
        await vscode.commands.executeCommand('vscode.openWith', this.file, 'default');
        return;
    }
  }

  async #start(): Promise<void> {
    this.#started = true;
    const found = await findBundle(this.services, this.file);
    this.#bundle = found.bundle ?? this.file;
    this.#set({ name: nameOf(this.#bundle), manifest: found.manifest });
    this.#watch();
    await this.#takeHandover();
  }

  async #takeHandover(): Promise<void> {
    const handover = handovers(this.services).take(this.file);
    if (handover?.password !== undefined) this.#password = handover.password;
    await this.#read();
    // Whoever asked for it gets an answer even when the file is too large to be verified at once.
    if (handover?.verify === true && this.#state.verify.kind === 'none') await this.#verify();
  }

  /** Looks at the file anew. */
  async #read(): Promise<void> {
    this.#records = undefined;
    const beside = this.#state.manifest?.beside ?? 'file';
    if (beside !== 'file') {
      this.#set({ stage: { kind: beside === 'folder' ? 'folder' : 'missing' }, verify: { kind: 'none' } });
      if (beside === 'folder') await this.#verify();
      return;
    }
    this.#set({ stage: { kind: 'reading' }, verify: { kind: 'none' }, checksums: undefined });
    const stage = await this.#run(l10n.t('Reading…'), async (signal) => {
      const source = await this.#source();
      this.#set({ size: source.size });
      const host = await this.services.host();
      const inspection = await inspectArchive(source, { password: this.#password, signal }, host);
      const locked = inspection.format === 'sealed';
      return { kind: locked ? 'locked' : 'open', inspection, busy: false } satisfies Stage;
    });
    if (stage === undefined) return;
    this.#set({ stage });
    await this.#opened();
  }

  /** Once a bundle's metadata is known its records can be listed; what is small is verified. */
  async #opened(): Promise<void> {
    const { stage, size } = this.#state;
    if (stage.kind === 'open' && stage.inspection.metadata !== undefined) {
      this.#records = new RecordsInside(await this.services.host(), () => this.#source(), this.#password);
    }
    if ((size ?? 0) <= VERIFY_AT_ONCE) await this.#verify();
  }

  async #unlock(password: string): Promise<void> {
    const { stage } = this.#state;
    if (stage.kind !== 'locked' || stage.busy) return;
    this.#set({ stage: { ...stage, busy: true, error: undefined } });
    try {
      const host = await this.services.host();
      const signal = this.#closed.signal;
      const inspection = await inspectArchive(await this.#source(), { password, signal }, host);
      this.#password = password;
      this.#set({ stage: { kind: 'open', inspection } });
      this.#post({ type: 'announce', text: l10n.t('The bundle is open.') });
    } catch (error) {
      if (LoomError.is(error, 'cancelled')) return;
      this.services.log.info(String(error));
      const sentence = wordsOf(error);
      this.#set({ stage: { ...stage, busy: false, error: sentence } });
      this.#post({ type: 'askAgain' });
      this.#post({ type: 'announce', text: sentence });
      return;
    }
    await this.#opened();
  }

  async #verify(): Promise<void> {
    if (!canVerify(this.#state)) return;
    this.#set({ verify: { kind: 'running' } });
    // The same words twice would be read out once.
    this.#post({ type: 'announce', text: l10n.t('Verifying…') });
    const shown = {
      file: this.file,
      state: this.#state,
      password: this.#password,
      source: () => this.#source(),
    };
    const found = await this.#run(l10n.t('Verifying…'), (signal, onProgress) =>
      verifyShown(this.services, shown, { signal, onProgress }),
    );
    if (found === undefined) {
      this.#set({ verify: { kind: 'none' } });
      return;
    }
    const { report, checksums, time } = found;
    const verify = { kind: 'done', report, time } as const;
    this.#set({ verify, ...(checksums !== undefined && { checksums }) });
    this.#post({ type: 'announce', text: verifiedWords(this.#state.name, verify) });
  }

  async #listRecords(agent: string, words: string): Promise<void> {
    const records = this.#records;
    if (records === undefined) return;
    await records.list(agent, words, (list) => {
      this.#post({ type: 'records', list });
    });
  }

  async #source(): Promise<ArchiveSource> {
    const folder = await this.services.openFolder(vscode.Uri.joinPath(this.#bundle, '..'));
    return fileSource(folder, nameOf(this.#bundle));
  }

  /**
   * Runs one long task with its progress in the page. Undefined when it was cancelled; a failure becomes the page's.
   */
  async #run<Result>(
    text: string,
    task: (signal: AbortSignal, onProgress: (progress: Progress) => void) => Promise<Result>,
  ): Promise<Result | undefined> {
    this.#running?.abort();
    const running = new AbortController();
    this.#running = running;
    const signal = AbortSignal.any([running.signal, this.#closed.signal]);
    const show = (progress: ProgressLine | undefined): void => {
      this.#state = { ...this.#state, progress };
      this.#post({ type: 'progress', progress });
    };
    try {
      return await task(
        signal,
        reportProgress(text, (line) => {
          if (!signal.aborted) show(line);
        }),
      );
    } catch (error) {
      if (signal.aborted || LoomError.is(error, 'cancelled')) return undefined;
      this.services.log.warn(String(error));
      const sentence = wordsOf(error);
      this.#set({ stage: { kind: 'failed', sentence } });
      return undefined;
    } finally {
      if (this.#running === running) {
        this.#running = undefined;
        show(undefined);
      }
    }
  }

  /** A bundle that was written anew is shown anew; one that is gone says so. */
  #watch(): void {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const again = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        this.#guard(() => this.#read());
      }, STILL);
    };
    this.#disposables.add(watchFile(this.#bundle, again));
    this.#disposables.add({
      dispose: () => {
        clearTimeout(timer);
      },
    });
  }

  #set(change: Partial<ViewerState>): void {
    this.#state = { ...this.#state, ...change };
    this.#draw();
  }

  #draw(): void {
    this.#post({ type: 'page', page: manifestPage(this.#state, Date.now()) });
  }

  #post(message: ToWebview): void {
    if (this.#closed.signal.aborted) return;
    // False when the tab is hidden: its page is asked for again when it is shown.
    void this.webview.postMessage(message);
  }

  #guard(work: () => Promise<void>): void {
    work().catch((error: unknown) => {
      if (!this.#closed.signal.aborted) void this.services.fail(error);
    });
  }
}

function wordsOf(error: unknown): string {
  return isLoomError(error)
    ? sentenceOf(error)
    : l10n.t('Something went wrong inside Loom Memory. The log says what.');
}
