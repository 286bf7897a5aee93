import * as vscode from 'vscode';
import { bundlesOfManifest, readManifestText } from '../../core/bundle/manifestModel';
import { manifestName } from '../../core/export/name';
import { LoomError } from '../../core/errors';
import type { Services } from '../services';
import { nameOf } from './actions';
import type { OpenedManifest } from './state';

/** A manifest is a few kilobytes; more than this is not one. */
const MANIFEST_BYTES = 1024 * 1024;

/** What a viewer shows for a file: the file itself, or the export that a `-manifest.md` lies beside. */
export async function findBundle(
  services: Services,
  file: vscode.Uri,
): Promise<{ readonly bundle: vscode.Uri | undefined; readonly manifest: OpenedManifest | undefined }> {
  const name = nameOf(file);
  // A CSV export into a folder of its own has its manifest inside.
  if (name === manifestName('', 'csv')) {
    const folder = vscode.Uri.joinPath(file, '..');
    const store = await services.openFolder(folder);
    const text = await readText(store.read(name, { end: MANIFEST_BYTES }));
    return { bundle: folder, manifest: { name, sections: readManifestText(text), beside: 'folder' } };
  }
  const candidates = bundlesOfManifest(name);
  if (candidates.length === 0) return { bundle: file, manifest: undefined };
  const folder = vscode.Uri.joinPath(file, '..');
  const store = await services.openFolder(folder);
  const text = await readText(store.read(name, { end: MANIFEST_BYTES }));
  for (const candidate of candidates) {
    const kind = (await store.stat(candidate))?.kind;
    if (kind !== 'file' && kind !== 'folder') continue;
    const manifest = { name, sections: readManifestText(text), beside: kind };
    return { bundle: vscode.Uri.joinPath(folder, candidate), manifest };
  }
  return { bundle: undefined, manifest: { name, sections: readManifestText(text), beside: 'nothing' } };
}

async function readText(pieces: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  try {
    for await (const piece of pieces) text += decoder.decode(piece, { stream: true });
  } catch (error) {
    // A manifest that is gone says nothing; the viewer of its bundle says the rest.
    if (!LoomError.is(error, 'file-missing')) throw error;
  }
  return text + decoder.decode();
}
