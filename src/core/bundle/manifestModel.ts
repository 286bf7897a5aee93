import { CATEGORIES } from '../anonymise/categories';
import type { Counts } from '../store/records';
import type { BundleMetadata, SharedRecord } from './metadata';

/** One agent of a bundle as its manifest shows it. Null where the bundle does not say. */
export interface AgentLine {
  readonly agent: string;
  readonly counts: Counts | null;
  /** Mean, 0 to 1. */
  readonly successRate: number | null;
  /** Bytes of JSON before compression. */
  readonly bytes: number | null;
  /** Its records as a part of those of the agent with most, 0 to 1. */
  readonly share: number;
}

/** What a bundle says of itself, sorted and summed for reading; the words are the host's. */
export interface ManifestModel {
  /** Milliseconds since 1970 UTC; undefined for a date that is none. */
  readonly exported: number | undefined;
  readonly version: string;
  readonly encrypted: boolean;
  readonly agents: readonly AgentLine[];
  readonly total: Omit<AgentLine, 'agent' | 'share'>;
  /** As in the metadata, what limits records first. */
  readonly filters: readonly (readonly [name: string, value: string | number | boolean])[];
  /** Records that filters left out, by reason. */
  readonly excluded: readonly (readonly [reason: string, count: number])[];
  readonly anonymisation: {
    /** `full`, `partial`, `none` or a word of a later version; undefined when only yes or no is known. */
    readonly level: string | undefined;
    readonly applied: boolean;
    readonly items: number;
    /** Those with hits, most first; those that this version knows before others of equal count. */
    readonly categories: readonly (readonly [category: string, count: number])[];
    /** What a review changed; undefined for a bundle that does not say. */
    readonly decisions:
      { readonly rejected: number; readonly edited: number; readonly ownRules: number } | undefined;
  };
  readonly unpacked: number | undefined;
  /** Salted hashes (M47). */
  readonly sourceProject: string;
  readonly exportedBy: string;
  readonly shared: readonly SharedRecord[];
  readonly unreadable: readonly { readonly file: string; readonly message: string }[];
}

const FILTER_ORDER = ['min_confidence', 'min_success_rate', 'min_uses', 'since', 'until', 'date_field'];

/** Makes the model of a bundle's metadata; what an older or foreign writer left out is null or empty. */
export function manifestModel(metadata: BundleMetadata): ManifestModel {
  const agents = agentLines(metadata);
  const counts = Object.entries(metadata.anonymization?.counts ?? {}).filter(([, count]) => count > 0);
  const level = metadata.anonymization?.level;
  const decisions = metadata.anonymization?.decisions;
  const exported = Date.parse(metadata.export_date);
  return {
    exported: Number.isNaN(exported) ? undefined : exported,
    version: metadata.version,
    encrypted: metadata.encrypted,
    agents,
    total: totalOf(agents, metadata),
    filters: sortedBy(Object.entries(metadata.filters_applied), ([name]) => place(FILTER_ORDER, name)),
    excluded: sortedBy(Object.entries(metadata.excluded ?? {}), ([, count]) => -count),
    anonymisation: {
      level,
      applied: metadata.anonymized,
      items: counts.reduce((sum, [, count]) => sum + count, 0),
      categories: sortedBy(
        sortedBy(counts, ([category]) => place(CATEGORIES, category)),
        ([, count]) => -count,
      ),
      decisions: decisions && {
        rejected: decisions.rejected,
        edited: decisions.edited,
        ownRules: decisions.own_rules,
      },
    },
    unpacked: metadata.uncompressed_bytes,
    sourceProject: metadata.source_project,
    exportedBy: metadata.exported_by,
    shared: metadata.shared_records ?? [],
    unreadable: metadata.unreadable ?? [],
  };
}

function agentLines(metadata: BundleMetadata): readonly AgentLine[] {
  const summaries = metadata.agent_summaries ?? {};
  const lines = metadata.agents.map((agent) => {
    const summary = Object.hasOwn(summaries, agent) ? summaries[agent] : undefined;
    return {
      agent,
      counts: summary ?? null,
      successRate: summary?.success_rate ?? null,
      bytes: summary?.bytes.total ?? null,
    };
  });
  const most = Math.max(1, ...lines.map((line) => sum(line.counts)));
  return lines.map((line) => ({ ...line, share: sum(line.counts) / most }));
}

function totalOf(agents: readonly AgentLine[], metadata: BundleMetadata): ManifestModel['total'] {
  const known = agents.map((agent) => agent.counts).filter((counts) => counts !== null);
  const rates = agents.map((agent) => agent.successRate).filter((rate) => rate !== null);
  const bytes = agents.map((agent) => agent.bytes).filter((size) => size !== null);
  return {
    counts:
      metadata.counts ??
      (known.length < agents.length
        ? null
        : {
            patterns: known.reduce((count, one) => count + one.patterns, 0),
            solutions: known.reduce((count, one) => count + one.solutions, 0),
            decisions: known.reduce((count, one) => count + one.decisions, 0),
          }),
    successRate: rates.length === 0 ? null : rates.reduce((total, rate) => total + rate, 0) / rates.length,
    bytes: bytes.length < agents.length ? null : bytes.reduce((total, size) => total + size, 0),
  };
}

function sum(counts: Counts | null): number {
  return counts === null ? 0 : counts.patterns + counts.solutions + counts.decisions;
}

/** Names that are not in the order come after those that are. */
function place(order: readonly string[], name: string): number {
  const found = order.indexOf(name);
  return found < 0 ? order.length : found;
}

/** Stable: equal keys keep their order. */
function sortedBy<Item>(items: readonly Item[], key: (item: Item) => number): readonly Item[] {
  return [...items].sort((one, other) => key(one) - key(other));
}

/**
 * Names that the bundle of a `-manifest.md` may have beside it, the likeliest first. Empty for any other file.
 */
export function bundlesOfManifest(name: string): readonly string[] {
  const base = /^(.+)-manifest\.md$/.exec(name)?.[1];
  if (base === undefined) return [];
  return ['.tar.gz', '.tar.gz.enc', '.json', '.json.enc', '.tgz', '.tgz.enc', '.sqlite', '.db', ''].map(
    (ending) => `${base}${ending}`,
  );
}

/** A part of a manifest's text: a heading and its `- label: value` lines; a line without a label has an empty one. */
export interface ManifestSection {
  readonly title: string;
  readonly facts: readonly (readonly [label: string, value: string])[];
}

/** Longer manifests are cut: this is for reading, and anyone can write one. */
const MOST_LINES = 2000;

/**
 * What a `-manifest.md` says, for exports whose own file says nothing of itself (SQLite, CSV) or is not beside it. Only
 * lines of the form that our writer has (M70-M79) are taken; a text without them gives no section.
 */
export function readManifestText(text: string): readonly ManifestSection[] {
  const sections: { title: string; facts: (readonly [string, string])[] }[] = [{ title: '', facts: [] }];
  for (const line of text.split(/\r?\n/, MOST_LINES)) {
    const heading = /^#{2,3} (.+)$/.exec(line)?.[1];
    if (heading !== undefined) {
      sections.push({ title: heading, facts: [] });
      continue;
    }
    const fact = factOf(line);
    if (fact !== undefined) sections.at(-1)?.facts.push(fact);
  }
  return sections.filter((section) => section.facts.length > 0);
}

/** Longer ones are the beginning of a sentence. */
const LONGEST_LABEL = 40;

function factOf(line: string): readonly [label: string, value: string] | undefined {
  const item = /^- (.+)$/.exec(line)?.[1];
  const [, label, value] = /^([^:]+): (.+)$/.exec(item ?? '') ?? /^\*\*([^*]+)\*\*: (.+)$/.exec(line) ?? [];
  if (label !== undefined && value !== undefined && label.length <= LONGEST_LABEL) return [label, value];
  return item === undefined ? undefined : ['', item];
}
