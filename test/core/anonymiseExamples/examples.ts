/** What a rule finds and what it leaves. */
export interface Examples {
  /** `~` joins parts so that no file holds a secret-shaped text, `~~` is one; `{name:n}` is n characters of an alphabet. */
  readonly examples: readonly string[];
  readonly counterExamples?: readonly string[];
}

/** Examples by the id of their rule. */
export type RuleExamples = Readonly<Record<string, Examples>>;
