/** The manifest viewer and the commands of bundles: one chunk of the bundle, because what is loaded together needs no file each. */
export { copyCommand, openBundle, revealExport, verifyBundle } from '../commands/verify';
export { showManifest } from './provider';
