import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createSealer } from '../../src/core/bundle/seal';
import { host, smallBundle, whole } from './bundleFixtures';

const program = new URL('../../docs/open_bundle.py', import.meta.url).pathname;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'loom-python-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function open(
  sealed: Uint8Array,
  password: string,
): { status: number | null; stdout: Buffer; stderr: string } {
  writeFileSync(join(folder, 'bundle.enc'), sealed);
  const { status, stdout, stderr } = spawnSync('python3', [program, 'bundle.enc'], {
    cwd: folder,
    env: { ...process.env, AML_EXPORT_PASSWORD: password },
    maxBuffer: 64 * 1024 * 1024,
  });
  return { status, stdout, stderr: stderr.toString() };
}

async function sealedOf(plain: Uint8Array, password: string): Promise<Uint8Array> {
  const sealer = await createSealer(password, host, { iterations: 100_000 });
  const source = async function* (): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(plain);
  };
  return whole(sealer.seal(source()));
}

describe('the Python program of the documents', () => {
  test('opens an encrypted bundle to the bytes of the plain one', async () => {
    const password = 'Grüße, 世界';
    const plain = await smallBundle('tar', { metadata: { encrypted: true } });
    const sealed = await smallBundle('tar', { password });
    const { status, stdout, stderr } = open(sealed.bytes, password.normalize('NFD'));
    expect([status, stderr]).toEqual([0, '']);
    expect(Buffer.compare(stdout, plain.bytes)).toBe(0);
  });

  test.each([0, 65_536, 65_537, 1_000_000])('opens %i bytes', async (length) => {
    const plain = Uint8Array.from({ length }, (_, index) => (index * 7) % 253);
    const { status, stdout } = open(await sealedOf(plain, 'p'), 'p');
    expect(status).toBe(0);
    expect(Buffer.compare(stdout, plain)).toBe(0);
  });

  test('tells a wrong password, a damaged header and damaged data apart', async () => {
    const sealed = await sealedOf(
      Uint8Array.from({ length: 70_000 }, () => 1),
      'p',
    );
    const flipped = (at: number): Uint8Array => {
      const bytes = sealed.slice();
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      return bytes;
    };
    expect(open(sealed, 'q')).toMatchObject({
      status: 1,
      stderr: 'The password does not open this bundle.\n',
    });
    expect(open(flipped(20), 'p')).toMatchObject({ status: 1, stderr: 'The header is damaged.\n' });
    for (const bytes of [
      flipped(77),
      sealed.slice(0, -1),
      sealed.slice(0, 77 + 65_552),
      Buffer.concat([sealed, sealed]),
    ]) {
      expect(open(bytes, 'p')).toMatchObject({ status: 1, stderr: 'The encrypted data is damaged.\n' });
    }
  });
});
