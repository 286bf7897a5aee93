import type { Category } from './categories';

/** A person's own rule (M45, `--rules`): a pattern or a plain word, and what stands in its place. */
export interface CustomRule {
  /** Unique among the rules of one export; shown in reports. */
  readonly id: string;
  readonly category: Category;
  /** ECMAScript pattern, matched with the flags `gu` (and `i` when `ignoreCase`); checked for super-linear behaviour. */
  readonly pattern: string;
  readonly ignoreCase: boolean;
  /** What is written instead; a placeholder of the category when absent. */
  readonly replacement?: string | undefined;
}

/** What a decision is about: one place, every place of one value, or everything that one rule finds. The nearest one wins. */
export type RedactionTarget =
  | {
      readonly kind: 'place';
      readonly agent: string;
      /** Record id, or path of a document. */
      readonly id: string;
      readonly pointer: string;
      readonly start: number;
    }
  | {
      readonly kind: 'value';
      /** Keyed hash of the value under the user's identity key: 32 hexadecimal digits; never the value. */
      readonly fingerprint: string;
    }
  | { readonly kind: 'rule'; readonly rule: string };

/** What a person decided about a redaction (issue 3, review). Holds no secret, so that it may be kept in settings. */
export interface RedactionDecision {
  readonly target: RedactionTarget;
  /** `accept`: as proposed; `reject`: leave the text; `edit`: write `replacement` instead. */
  readonly action: 'accept' | 'reject' | 'edit';
  readonly replacement?: string | undefined;
  /** "Always" and "never" are lasting; a decision for one export is not. */
  readonly lasting: boolean;
}

/** What a person adds to the built-in detection; all of it optional. */
export interface AnonymisationChoices {
  /** Names of people, found in every spelling (`--names`). */
  readonly names?: readonly string[] | undefined;
  /** Words of clients and their projects, found in every spelling at level full (`--clients`). */
  readonly clients?: readonly string[] | undefined;
  readonly rules?: readonly CustomRule[] | undefined;
  /** Find names by the words around them too (M37, `--anonymize-names`). */
  readonly detectNames?: boolean | undefined;
  /** Replace every code block and code field (`--redact-code`). */
  readonly redactCode?: boolean | undefined;
  /** Replace every file path, also relative ones (`--redact-paths`). */
  readonly redactPaths?: boolean | undefined;
  readonly decisions?: readonly RedactionDecision[] | undefined;
}
