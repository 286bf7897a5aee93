/**
 * What the manifest viewer and its host say to each other: two unions. The host sends words that are ready to be read
 * (localised, numbers and sizes formatted); the iframe lays them out and sends back what a person asked for. Everything
 * in a page may come from a hostile bundle: it is only ever set as text.
 */

export type Tone = 'plain' | 'good' | 'warning' | 'bad';

export type IconName =
  | 'anonymised'
  | 'arrow-left'
  | 'check'
  | 'chevron-right'
  | 'copy'
  | 'error'
  | 'file'
  | 'folder'
  | 'import'
  | 'info'
  | 'lock'
  | 'search'
  | 'unlock'
  | 'verified'
  | 'warning';

/** Buttons of the page that need nothing but their name. */
export const ACTIONS = ['import', 'verify', 'cancel', 'reveal', 'copyImport', 'openAsText'] as const;
export type Action = (typeof ACTIONS)[number];

export interface ActionButton {
  readonly action: Action;
  readonly label: string;
  readonly icon?: IconName | undefined;
  readonly disabled?: boolean | undefined;
}

/** A state in words; the icon and the colour only underline it. */
export interface Badge {
  readonly icon: IconName;
  readonly text: string;
  readonly tone: Tone;
  readonly title?: string | undefined;
}

/** Something a person has to know before the rest: damage, what is missing, where this page comes from. */
export interface Notice {
  readonly tone: Tone;
  readonly title: string;
  readonly lines: readonly string[];
  readonly button?: ActionButton | undefined;
}

export interface Fact {
  readonly label: string;
  readonly value: string;
  /** A file name, hash or command: in the editor's font. */
  readonly code?: boolean | undefined;
  readonly title?: string | undefined;
}

export interface AgentRow {
  /** The agent as the bundle names it; comes back in `openRecords`. */
  readonly agent: string;
  /** One text a column: patterns, solutions, decisions, success, size. */
  readonly cells: readonly string[];
  /** Its records as a part of the largest agent's, 0 to 1. */
  readonly share: number;
  /** What its button does, for screen readers and as a tooltip. */
  readonly open: string;
}

export interface AgentTable {
  readonly caption: string;
  /** The first names the agents' column. */
  readonly columns: readonly string[];
  readonly rows: readonly AgentRow[];
  /** A last row with sums; absent for a single agent. */
  readonly total?: readonly string[] | undefined;
  /** False where the records inside cannot be shown: the names are text then. */
  readonly canOpen: boolean;
}

export type MarkState = 'unchecked' | 'checking' | 'ok' | 'damaged';

export interface ChecksumRow {
  readonly name: string;
  /** Shortened for the eye; `full` is the tooltip and what is copied by hand. */
  readonly hash: string;
  readonly full: string;
  readonly state: MarkState;
  /** The state in words. */
  readonly stateText: string;
}

export interface LockForm {
  readonly title: string;
  readonly text: string;
  /** What the plain header says. */
  readonly facts: readonly Fact[];
  readonly label: string;
  readonly button: string;
  /** What was wrong with the last password. */
  readonly error?: string | undefined;
  /** A password is being tried. */
  readonly busy: boolean;
}

/** Facts under a heading of their own. */
export interface FactGroup {
  readonly title: string;
  readonly facts: readonly Fact[];
}

/** A part that is read when it is wanted. */
export interface Details {
  readonly id: string;
  readonly summary: string;
  readonly lines: readonly string[];
}

export interface ManifestPage {
  readonly title: string;
  readonly subtitle: string;
  readonly actions: readonly ActionButton[];
  readonly badges: readonly Badge[];
  readonly notices: readonly Notice[];
  readonly lock?: LockForm | undefined;
  readonly agents?: AgentTable | undefined;
  readonly facts: readonly Fact[];
  readonly groups: readonly FactGroup[];
  readonly checksums?: { readonly title: string; readonly rows: readonly ChecksumRow[] } | undefined;
  readonly importCommand?:
    { readonly label: string; readonly command: string; readonly button: ActionButton } | undefined;
  readonly details: readonly Details[];
  /** How far reading or verifying is; absent while nothing runs. */
  readonly progress?: ProgressLine | undefined;
}

export interface ProgressLine {
  readonly text: string;
  /** 0 to 1; absent when it cannot be told. */
  readonly fraction?: number | undefined;
  readonly cancel: ActionButton;
}

export interface RecordRow {
  /** Where it lies in the bundle; comes back in `openRecord`. */
  readonly kind: string;
  readonly index: number;
  readonly title: string;
  readonly detail: string;
  /** The kind in words. */
  readonly kindText: string;
}

export interface RecordList {
  readonly agent: string;
  readonly title: string;
  readonly back: string;
  readonly searchLabel: string;
  /** "501 records", "12 of 501 match", "Reading…". */
  readonly status: string;
  readonly rows: readonly RecordRow[];
}

export type ToWebview =
  | { readonly type: 'page'; readonly page: ManifestPage }
  | { readonly type: 'progress'; readonly progress: ProgressLine | undefined }
  | { readonly type: 'records'; readonly list: RecordList }
  /** For screen readers, through the live region. */
  | { readonly type: 'announce'; readonly text: string }
  /** After a wrong password: empties the field and puts the focus back in it. */
  | { readonly type: 'askAgain' };

export type FromWebview =
  | { readonly type: 'ready' }
  | { readonly type: 'action'; readonly action: Action }
  | { readonly type: 'unlock'; readonly password: string }
  | { readonly type: 'openRecords'; readonly agent: string; readonly words: string }
  | { readonly type: 'closeRecords' }
  | {
      readonly type: 'openRecord';
      readonly agent: string;
      readonly kind: string;
      readonly index: number;
    };
