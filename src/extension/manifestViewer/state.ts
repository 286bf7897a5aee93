import type { Inspection } from '../../core/bundle/archive';
import type { ManifestSection } from '../../core/bundle/manifestModel';
import type { VerifyReport } from '../../core/bundle/verify';
import type { ProgressLine } from '../../webview/protocol';

/** What a viewer knows of its file; the page is made of this alone. */
export interface ViewerState {
  /** The file that is shown: the bundle, also when its manifest was opened. */
  readonly name: string;
  /** Bytes; undefined until the file was looked at. */
  readonly size: number | undefined;
  readonly stage: Stage;
  /** Hashes that the bundle carries; absent until it was read to its end. */
  readonly checksums?: ReadonlyMap<string, string> | undefined;
  readonly verify: Verification;
  readonly progress?: ProgressLine | undefined;
  /** The `-manifest.md` that was opened, when it was not the bundle itself. */
  readonly manifest?: OpenedManifest | undefined;
}

export interface OpenedManifest {
  readonly name: string;
  readonly sections: readonly ManifestSection[];
  /** What it belongs to: a file, the folder of a CSV export, or nothing that lies beside it. */
  readonly beside: 'file' | 'folder' | 'nothing';
}

export type Stage =
  | { readonly kind: 'reading' }
  /** It cannot be shown: the sentence says why. */
  | { readonly kind: 'failed'; readonly sentence: string }
  /** A manifest without its export. */
  | { readonly kind: 'missing' }
  /** The folder of a CSV export. */
  | { readonly kind: 'folder' }
  | {
      readonly kind: 'locked';
      readonly inspection: Inspection;
      readonly error?: string | undefined;
      readonly busy: boolean;
    }
  /** A bundle with its metadata, or an archive that is recognised and no more. */
  | { readonly kind: 'open'; readonly inspection: Inspection };

export type Verification =
  | { readonly kind: 'none' }
  | { readonly kind: 'running' }
  | { readonly kind: 'done'; readonly report: VerifyReport; readonly time: number };
