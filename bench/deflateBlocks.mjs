// One process that deflates a file the way bundles are made: node bench/deflateBlocks.mjs FILE LEVEL MEM_LEVEL [LANES]
//
// Raw deflate in blocks of 1 MiB on zlib's thread pool, each with the 32 KiB before it as dictionary and ended by a sync
// flush (see src/core/bundle/spool.ts). Prints {bytes} as JSON; whoever starts it measures its CPU.
import { closeSync, openSync, readSync } from 'node:fs';
import { constants, crc32, deflateRaw } from 'node:zlib';
import { promisify } from 'node:util';

const [file, level, memLevel, lanes = '2'] = process.argv.slice(2);
const BLOCK = 1024 * 1024;
const WINDOW = 32 * 1024;
const deflate = promisify(deflateRaw);
const descriptor = openSync(file, 'r');
let dictionary;
let bytes = 0;
let crc = 0;
const flight = [];
for (;;) {
  const block = Buffer.allocUnsafe(BLOCK);
  const length = readSync(descriptor, block, 0, BLOCK, null);
  if (length === 0) break;
  const plain = block.subarray(0, length);
  crc = crc32(plain, crc);
  const options = {
    level: Number(level),
    memLevel: Number(memLevel),
    finishFlush: constants.Z_SYNC_FLUSH,
    chunkSize: BLOCK / 2,
    ...(dictionary === undefined ? {} : { dictionary }),
  };
  flight.push(deflate(plain, options));
  dictionary = plain.subarray(-WINDOW);
  if (flight.length > Number(lanes)) bytes += (await flight.shift()).length;
}
for (const last of flight) bytes += (await last).length;
closeSync(descriptor);
console.log(JSON.stringify({ bytes, crc }));
