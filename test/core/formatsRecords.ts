import { isJsonArray, property } from '../../src/core/json';
import type { JsonObject } from '../../src/core/json';
import type { BundleMetadata } from '../../src/core/bundle/metadata';
import type { Output, OutgoingRecord, Section } from '../../src/core/export/output';
import type { Host, SqliteWriter } from '../../src/core/ports';
import type { Kind } from '../../src/core/store/records';
import { nodeCodecs } from '../../src/platform/nodeCodecs';

/** A host with a fixed clock. */
export function hostWith(sqlite?: SqliteWriter): Host {
  return {
    clock: { now: () => Date.UTC(2026, 0, 2, 3, 4, 5), offsetMinutes: () => 0 },
    random: { bytes: (length) => new Uint8Array(length).fill(7) },
    log: { info: () => undefined, warn: () => undefined },
    codecs: nodeCodecs(),
    sqlite,
  };
}

/** A record as the export hands it over; `value` is the record, of which only what the test needs has to be there. */
export function outgoing(agent: string, kind: Kind, value: JsonObject): OutgoingRecord {
  const text = (key: string): string | null => {
    const found = property(value, key);
    return typeof found === 'string' ? found : null;
  };
  const number = (key: string): number | null => {
    const found = property(value, key);
    return typeof found === 'number' ? found : null;
  };
  const tags = property(value, 'tags');
  return {
    view: {
      id: text('id') ?? '',
      agent,
      kind,
      title: text('name') ?? text('id') ?? '',
      created: text('created'),
      last_used: text('last_used'),
      confidence: number('confidence'),
      success_rate: number('success_rate'),
      use_count: number('use_count'),
      tags: isJsonArray(tags) ? tags.filter((tag) => typeof tag === 'string') : [],
      active: property(value, 'active') !== false,
      schema_version: 'flat',
    },
    bytes: new TextEncoder().encode(JSON.stringify(value)),
  };
}

export const metadata: BundleMetadata = {
  version: '1.0.0',
  export_date: '2026-01-02T03:04:05Z',
  source_project: '0123456789abcdef',
  exported_by: 'fedcba9876543210',
  agents: ['writer'],
  filters_applied: { min_confidence: 0.8 },
  anonymized: false,
  encrypted: false,
  compression: 'none',
};

/** Writes one section whole. */
export async function writeSection(
  output: Output,
  section: Section,
  values: readonly JsonObject[],
): Promise<number> {
  await output.beginSection(section);
  await output.append(values.map((value) => outgoing(section.agent, section.kind, value)));
  return output.endSection();
}

/** Texts that break tables that are made by hand. */
export const HARD_TEXTS: readonly string[] = [
  'plain',
  '',
  'a "quoted" word, and a comma',
  'two\nlines',
  'two\r\nlines',
  ' spaces around ',
  'semi;colon\tand tab',
  '=1+1',
  '=HYPERLINK("https://evil.example","click")\nsecond line',
  '+49 30 123',
  '-1+2',
  '@SUM(A1)',
  '\tindented',
  '\rreturn',
  '\nnew line',
  '＝1',
  "'already",
  'emoji 👩‍👩‍👧 and 𝕌',
  'zwj \u200d, bom \ufeff in the middle, rtl \u202e',
  'nul \u0000 inside',
  'lone \ud83d surrogate',
  'line\u2028separator',
];
