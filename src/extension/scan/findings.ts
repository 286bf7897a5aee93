import * as vscode from 'vscode';
import { isGzip } from '../../core/bundle/layers';
import type { ArchiveSource } from '../../core/bundle/layers';
import { LoomError } from '../../core/errors';
import type { Run } from '../../core/ports';
import { besideFile } from '../../core/scan/besideFile';
import type { ScanFinding, ScanReport } from '../../core/scan/finding';
import { scan } from '../../core/scan/scan';
import type { ScanFile, ScanTarget } from '../../core/scan/texts';
import { currentVersion } from '../../core/store/layout';
import { PAGE_SCHEME } from '../contract';
import type { Disposable } from '../disposables';
import { DisposableStore } from '../disposables';
import { choicesOf } from '../exportWizard/draft';
import { identityOf } from '../identity';
import { addressOf, formOf, pageUri } from '../recordPage/address';
import type { Memory, Services } from '../services';
import { watchFile } from '../watch';
import { FindingBadges } from './badges';
import { FindingDiagnostic, SOURCE } from './diagnostics';
import { registerFixes } from './fixes';

/** Text that a person edits is looked at again once they pause. */
const EDIT_PAUSE_MS = 400;
/** A bundle that is being written changes many times; it is scanned again once it has been still for so long. */
const BUNDLE_PAUSE_MS = 400;
/** A text larger than this is looked at when it is saved, not while it is edited. */
const MAX_EDITED = 5 * 1024 * 1024;

/** A file with its findings: where the Problems panel shows them. */
interface ScannedFile {
  readonly uri: vscode.Uri;
  /** The memory that it lies in; undefined for a bundle elsewhere. */
  readonly memory: Memory | undefined;
  /** Relative to the memory. */
  readonly path: string;
  readonly version: string | undefined;
  readonly findings: readonly ScanFinding[];
  /** Ends the watching of a bundle. */
  readonly watching?: Disposable;
}

/** A file that lies in no memory. */
export interface ScannedBundle {
  readonly uri: vscode.Uri;
  /** Throws `file-missing` when it is gone. */
  readonly open: () => Promise<Pick<ScanFile, 'source' | 'beside'>>;
  readonly password: string | undefined;
}

/** What is scanned of a memory: all of it, a folder, or a file. */
export interface Scope {
  readonly memory: Memory;
  readonly below: string;
  readonly type: 'folder' | 'file';
}

/**
 * The findings of this window, as diagnostics of their files. A gzip file, which no editor can show, has them on the page
 * of its decompressed text. They follow the disk and what is typed; a file that is gone has none.
 */
export class Findings implements Disposable {
  readonly #files = new Map<string, ScannedFile>();
  readonly #disposables = new DisposableStore();
  readonly #collection: vscode.DiagnosticCollection;
  readonly #badges: FindingBadges;
  readonly #pauses = new Map<string, ReturnType<typeof setTimeout>>();
  #turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly services: Services) {
    this.#collection = this.#disposables.add(vscode.languages.createDiagnosticCollection(SOURCE));
    this.#badges = this.#disposables.add(new FindingBadges());
    this.#disposables.add(registerFixes(services));
    this.#disposables.add(
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        this.#followText(document);
      }),
    );
    this.#disposables.add(
      vscode.workspace.onDidOpenTextDocument((document) => {
        this.#followText(document);
      }),
    );
    this.#disposables.add(
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        // A record's own page repeats what its file has: it is in the panel only while it is open.
        if (addressOf(uri)?.type === 'record') this.#collection.delete(uri);
      }),
    );
    this.#disposables.add(
      services.memories.onDidChange(() => {
        this.#forgetGone();
      }),
    );
  }

  /** Scans a part of a memory and shows what is there now, in place of what was. */
  scanScope({ memory, below, type }: Scope, run: Run = {}): Promise<ScanReport> {
    return this.#inTurn(async () => {
      if (type === 'file') return this.#scanFiles(memory, [below], run);
      const { files } = await memory.store();
      const target: ScanTarget = { type, files, below, show: (path) => path };
      const report = await this.#scan([target], memory.folder, undefined, run);
      const isInside = (path: string): boolean => below === '' || path.startsWith(`${below}/`);
      await this.#show(memory, isInside, report);
      return report;
    });
  }

  /** The same for one file; one that is gone has no findings. */
  async scanFile(memory: Memory, path: string): Promise<void> {
    await this.#inTurn(() => this.#scanFiles(memory, [path]));
  }

  /** Scans a bundle or any other file that lies in no memory, and again when it changes, unless it is encrypted. */
  async scanBundle(bundle: ScannedBundle, run: Run): Promise<ScanReport> {
    const { uri, open, password } = bundle;
    const key = uri.toString();
    const { source, beside } = await open();
    const target = { type: 'file', source, path: uri.path, beside } as const;
    const report = await this.#scan([target], vscode.workspace.getWorkspaceFolder(uri), password, run);
    this.#forget(key);
    const { findings } = report;
    if (findings.length > 0) {
      const watching = watchFile(uri, () => {
        this.#after(key, BUNDLE_PAUSE_MS, () => this.#followBundle(bundle));
      });
      this.#keep({ uri, memory: undefined, path: source.path, version: undefined, findings, watching });
    }
    return report;
  }

  /** Looks again at the files of a memory that have findings and have changed since. */
  followDisk(memory: Memory): Promise<void> {
    return this.#inTurn(async () => {
      const { files } = await memory.store();
      const changed: string[] = [];
      for (const { path, version } of this.#filesOf(memory)) {
        if ((await currentVersion(files, path)) !== version) changed.push(path);
      }
      if (changed.length > 0) await this.#scanFiles(memory, changed);
    });
  }

  /** Looks again at every file of a memory that has findings: a decision has changed what counts. */
  async rescan(): Promise<void> {
    for (const memory of this.services.memories.all) {
      await this.#inTurn(async () => {
        const paths = this.#filesOf(memory).map(({ path }) => path);
        if (paths.length > 0) await this.#scanFiles(memory, paths);
      });
    }
    for (const document of vscode.workspace.textDocuments) if (document.isDirty) this.#followText(document);
  }

  dispose(): void {
    for (const key of [...this.#files.keys()]) this.#forget(key);
    for (const pause of this.#pauses.values()) clearTimeout(pause);
    this.#disposables.dispose();
  }

  /** Scans of files on disk one after the other: what an older one found never takes the place of what a newer one did. */
  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const mine = this.#turn.then(work);
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  #filesOf(memory: Memory): ScannedFile[] {
    return [...this.#files.values()].filter((one) => one.memory?.key === memory.key);
  }

  async #scanFiles(memory: Memory, paths: readonly string[], run: Run = {}): Promise<ScanReport> {
    const { files } = await memory.store();
    const targets: ScanTarget[] = [];
    for (const path of paths) {
      const found = await files.stat(path);
      if (found?.kind !== 'file') continue;
      const source: ArchiveSource = { path, size: found.size, read: (range) => files.read(path, range) };
      const beside = besideFile(files, path);
      targets.push({ type: 'file', source, path, document: path, version: found.version, beside });
    }
    const report = await this.#scan(targets, memory.folder, undefined, run);
    await this.#show(memory, (path) => paths.includes(path), report);
    return report;
  }

  /** Puts what a scan has found in the place of what was known of the paths that it looked at. */
  async #show(
    memory: Memory,
    isLookedAt: (path: string) => boolean,
    { findings, versions }: ScanReport,
  ): Promise<void> {
    const next: ScannedFile[] = [];
    for (const path of new Set(findings.map(({ file }) => file))) {
      const own = findings.filter(({ file }) => file === path);
      const uri = await this.#shownAt(memory, path, own);
      next.push({ uri, memory, path, version: versions.get(path), findings: own });
    }
    for (const [key, one] of this.#files)
      if (one.memory?.key === memory.key && isLookedAt(one.path)) this.#forget(key);
    for (const file of next) this.#keep(file);
    this.#badges.update(this.#files.values());
    for (const document of vscode.workspace.textDocuments) this.#followText(document);
  }

  async #scan(
    targets: readonly ScanTarget[],
    folder: vscode.WorkspaceFolder | undefined,
    password: string | undefined,
    run: Run,
  ): Promise<ScanReport> {
    const host = await this.services.host();
    const { secret } = await identityOf(this.services, host.random);
    return scan(host, { targets, choices: { ...(await choicesOf(folder)), secret }, password }, run);
  }

  /** Where the editor shows a file's text: the page of its decompressed text for gzip, unless an archive or database is in it. */
  async #shownAt(memory: Memory, path: string, findings: readonly ScanFinding[]): Promise<vscode.Uri> {
    const { files } = await memory.store();
    for await (const head of files.read(path, { start: 0, end: 2 })) {
      const isText = findings.every(({ entry }) => entry === undefined);
      if (isGzip(head) && isText) return pageUri({ type: 'file', memory: memory.key, file: path }, 'json');
    }
    return vscode.Uri.joinPath(memory.root, path);
  }

  #keep(file: ScannedFile): void {
    this.#files.set(file.uri.toString(), file);
    this.#collection.set(
      file.uri,
      file.findings.map((finding) => new FindingDiagnostic(finding)),
    );
  }

  #forget(key: string): void {
    clearTimeout(this.#pauses.get(key));
    this.#pauses.delete(key);
    const known = this.#files.get(key);
    if (known !== undefined) this.#collection.delete(known.uri);
    known?.watching?.dispose();
    this.#files.delete(key);
  }

  #forgetGone(): void {
    const { all } = this.services.memories;
    for (const [key, { memory }] of this.#files) {
      if (memory !== undefined && !all.some((one) => one.key === memory.key)) this.#forget(key);
    }
    this.#badges.update(this.#files.values());
  }

  /** Looks at a text that is typed in, or at the raw JSON of a record whose file has findings, after a pause. */
  #followText(document: vscode.TextDocument): void {
    const key = document.uri.toString();
    const { path, memory } = this.#placeOf(document.uri);
    const isPage = document.uri.scheme === PAGE_SCHEME;
    // The page of a record has none of its own once its file has none.
    if (path === undefined && isPage) this.#collection.delete(document.uri);
    if (path === undefined || (!isPage && !document.isDirty)) return;
    this.#after(key, EDIT_PAUSE_MS, () => this.#lookAtText(document, path, memory));
  }

  /** Does something about a file once nothing more was asked about it for so long. */
  #after(key: string, milliseconds: number, work: () => Promise<void>): void {
    clearTimeout(this.#pauses.get(key));
    this.#pauses.set(
      key,
      setTimeout(() => {
        this.#pauses.delete(key);
        work().catch((error: unknown) => {
          this.services.log.error(error instanceof Error ? error : String(error));
        });
      }, milliseconds),
    );
  }

  /** A bundle that changed is scanned anew; one that is gone, or whose password would have to be kept, has no findings. */
  async #followBundle(bundle: ScannedBundle): Promise<void> {
    try {
      if (bundle.password === undefined) await this.scanBundle(bundle, {});
      else this.#forget(bundle.uri.toString());
    } catch (error) {
      if (!LoomError.is(error, 'file-missing')) throw error;
      this.#forget(bundle.uri.toString());
    }
  }

  /** The file that a text is of, when that file has findings. */
  #placeOf(uri: vscode.Uri): { readonly path: string | undefined; readonly memory: Memory | undefined } {
    const known = this.#files.get(uri.toString());
    if (known !== undefined) return { path: known.path, memory: known.memory };
    const address = addressOf(uri);
    if (address?.type !== 'record' || formOf(uri) !== 'json') return { path: undefined, memory: undefined };
    const file = [...this.#files.values()].find(
      (one) => one.memory?.key === address.memory && one.path === address.file,
    );
    return { path: file?.path, memory: file?.memory };
  }

  async #lookAtText(document: vscode.TextDocument, path: string, memory: Memory | undefined): Promise<void> {
    const { uri, version } = document;
    const known = this.#files.get(uri.toString());
    const bytes = new TextEncoder().encode(document.getText());
    // A scan of the file on disk may end in between: what it found is newer than this text, or it found nothing.
    const isCurrent = (): boolean =>
      !document.isClosed &&
      document.version === version &&
      this.#files.get(uri.toString()) === known &&
      this.#placeOf(uri).path !== undefined;
    if (bytes.length > MAX_EDITED || !isCurrent()) return;
    const source: ArchiveSource = {
      path,
      size: bytes.length,
      read: async function* ({ start = 0, end = bytes.length } = {}) {
        yield await Promise.resolve(bytes.subarray(start, end));
      },
    };
    const report = await this.#scan(
      [{ type: 'file', source, path, document: path }],
      memory?.folder,
      undefined,
      {},
    );
    if (!isCurrent()) return;
    if (known !== undefined) {
      this.#files.set(uri.toString(), { ...known, findings: report.findings });
      this.#badges.update(this.#files.values());
    }
    this.#collection.set(
      uri,
      report.findings.map((finding) => new FindingDiagnostic(finding)),
    );
  }
}
