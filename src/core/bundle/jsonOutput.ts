import { toHex } from '../hex';
import type { Output } from '../export/output';
import type { Codecs, Host } from '../ports';
import { CHECKSUMS_FILE, comparePaths, METADATA_FILE } from './checksums';
import type { FileHash } from './checksums';
import type { Spool, SpooledFile } from './spool';
import { openSpooledOutput, prettyJson } from './spooledOutput';
import type { OutputOptions, OutputTarget, SpooledBundle } from './spooledOutput';

/**
 * Opens the export that is one JSON object, `{metadata, agents, global, checksums, sha256sums}` (S0:114-158): the files
 * of a bundle, each as the value at its place, text for text, so that section hashes are those of the tar. `sha256sums`
 * is its `SHA256SUMS`, since white space and metadata lie in no section. Not compressed. Throws as `openTarOutput`.
 */
export function openJsonOutput(target: OutputTarget, options: OutputOptions, host: Host): Promise<Output> {
  return openSpooledOutput(
    target,
    { level: undefined, password: options.password },
    (bundle) => assembleJson(bundle, host.codecs),
    host,
  );
}

async function* assembleJson(
  { spool, metadata, checksums }: SpooledBundle,
  codecs: Codecs,
): AsyncGenerator<Uint8Array, void, undefined> {
  const files = [...spool.files].sort((left, right) => comparePaths(left.path, right.path));
  const aboutBundle = prettyJson(metadata);
  const aboutSections = prettyJson(Object.fromEntries(checksums));
  const sums = [
    ...files,
    hashed(METADATA_FILE, aboutBundle, codecs),
    hashed(CHECKSUMS_FILE, aboutSections, codecs),
  ].map((file) => [file.path, file.sha256] as const);

  yield text('{\n"metadata": ');
  yield withoutLineEnd(aboutBundle);
  yield text(',\n"agents": {');
  yield* members(groups(files), spool);
  yield text('},\n"global": {');
  const global = files.filter((file) => file.path.startsWith('global/'));
  yield* values(global, spool, (file) => jsonKey(file.path));
  yield text('},\n"checksums": ');
  yield withoutLineEnd(aboutSections);
  yield text(',\n"sha256sums": ');
  yield withoutLineEnd(prettyJson(Object.fromEntries(sums)));
  yield text('\n}\n');
}

/** The key of a file in the object: `global/cross-agent.json` is `cross_agent` there (FORMATS 1.7). */
function jsonKey(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.json$/, '');
  return path.startsWith('global/') ? name.replaceAll('-', '_') : name;
}

function groups(files: readonly SpooledFile[]): ReadonlyMap<string, readonly SpooledFile[]> {
  const agents = new Map<string, SpooledFile[]>();
  for (const file of files) {
    const [folder, agent] = file.path.split('/');
    if (folder !== 'agents' || agent === undefined) continue;
    const together = agents.get(agent);
    if (together === undefined) agents.set(agent, [file]);
    else together.push(file);
  }
  return agents;
}

async function* members(
  agents: ReadonlyMap<string, readonly SpooledFile[]>,
  spool: Spool,
): AsyncGenerator<Uint8Array, void, undefined> {
  let separator = '\n';
  for (const [agent, files] of agents) {
    yield text(`${separator}${JSON.stringify(agent)}: {`);
    yield* values(files, spool, (file) => jsonKey(file.path));
    yield text('}');
    separator = ',\n';
  }
}

async function* values(
  files: readonly SpooledFile[],
  spool: Spool,
  key: (file: SpooledFile) => string,
): AsyncGenerator<Uint8Array, void, undefined> {
  let separator = '\n';
  for (const file of files) {
    yield text(`${separator}${JSON.stringify(key(file))}: `);
    let left = file.bytes - 1;
    for await (const piece of spool.read(file)) {
      // The line end that closes every file stays behind: here a comma or a brace follows the value.
      yield piece.length > left ? piece.subarray(0, left) : piece;
      left -= piece.length;
    }
    separator = ',\n';
  }
}

function hashed(path: string, bytes: Uint8Array, codecs: Codecs): FileHash {
  const hash = codecs.sha256();
  hash.update(bytes);
  return { path, sha256: toHex(hash.digest()) };
}

function withoutLineEnd(bytes: Uint8Array): Uint8Array {
  return bytes.subarray(0, -1);
}

function text(characters: string): Uint8Array {
  return new TextEncoder().encode(characters);
}
