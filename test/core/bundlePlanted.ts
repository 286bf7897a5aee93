import { gzipSync } from 'node:zlib';
import { openArchive } from '../../src/core/bundle/archive';
import type { ArchiveLimits, ArchiveSource } from '../../src/core/bundle/archive';
import { tarChecksum } from '../../src/core/bundle/tarHeader';
import { host, metadata, readAll, sourceOf } from './bundleFixtures';

export interface Planted {
  name: string;
  type?: string;
  content?: string;
  /** What the header says, when it lies. */
  size?: number;
  link?: string;
  mode?: number;
  /** Raw bytes of the time field. */
  time?: number[];
}

export function header({
  name,
  type = '0',
  content = '',
  size = content.length,
  link = '',
  mode = 0o644,
  time,
}: Planted): Buffer {
  const block = Buffer.alloc(512);
  block.write(name, 0, 100, 'latin1');
  block.write(mode.toString(8).padStart(7, '0'), 100);
  block.write('0000000\0' + '0000000\0', 108);
  block.write(size.toString(8).padStart(11, '0'), 124);
  block.write('00000000000', 136);
  if (time !== undefined) Buffer.from(time).copy(block, 136);
  block.write(type, 156);
  block.write(link, 157, 100);
  block.write('ustar\0' + '00', 257);
  block.write(tarChecksum(block).toString(8).padStart(6, '0') + '\0 ', 148);
  return block;
}

export function entry(planted: Planted): Buffer {
  const content = Buffer.from(planted.content ?? '', 'latin1');
  return Buffer.concat([header(planted), content, Buffer.alloc((512 - (content.length % 512)) % 512)]);
}

export const pax = (records: Record<string, string>, type = 'x'): Buffer => {
  const content = Object.entries(records)
    .map(([key, value]) => {
      // What follows counts and writes bytes: one character each.
      const rest = Buffer.from(` ${key}=${value}\n`).toString('latin1');
      let length = rest.length;
      while (String(length).length + rest.length !== length) length = String(length).length + rest.length;
      return `${length}${rest}`;
    })
    .join('');
  return entry({ name: 'PaxHeaders/x', type, content });
};

export const first = entry({ name: 'loom-export/metadata.json', content: JSON.stringify(metadata) });
export const end = Buffer.alloc(1024);
export const tar = (...entries: Buffer[]): Buffer => Buffer.concat([first, ...entries, end]);

export async function read(bytes: Uint8Array, limits?: Partial<ArchiveLimits>): Promise<Map<string, string>> {
  return readAll(await openArchive(sourceOf(gzipSync(bytes)), { limits }, host));
}

export const inside = (name: string): string => `loom-export/${name}`;

export async function openAll(source: ArchiveSource, limits?: Partial<ArchiveLimits>): Promise<number> {
  let bytes = 0;
  for await (const { content } of (await openArchive(source, { limits }, host)).entries()) {
    for await (const piece of content) bytes += piece.length;
  }
  return bytes;
}
