import type * as vscode from 'vscode';
import {
  askForBundle,
  bundleFor,
  copyImportCommand,
  mustExist,
  openInViewer,
  revealBundle,
} from '../manifestViewer/actions';
import type { Services } from '../services';

/** Opens a bundle in the viewer and verifies it there, section by section. */
export async function verifyBundle(services: Services, bundle: vscode.Uri | undefined): Promise<void> {
  const file = await bundleFor(bundle);
  if (file !== undefined) await openInViewer(services, await mustExist(file), { verify: true });
}

/** Opens any file in the viewer, whatever its name: it is recognised by its content. */
export async function openBundle(services: Services, bundle: vscode.Uri | undefined): Promise<void> {
  const file = bundle ?? (await askForBundle());
  if (file !== undefined) await openInViewer(services, await mustExist(file));
}

export async function revealExport(bundle: vscode.Uri | undefined): Promise<void> {
  const file = await bundleFor(bundle);
  if (file !== undefined) await revealBundle(file);
}

export async function copyCommand(bundle: vscode.Uri | undefined): Promise<void> {
  const file = await bundleFor(bundle);
  if (file !== undefined) await copyImportCommand(file);
}
