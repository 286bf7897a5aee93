import type { Platform } from './platform';

/** The web worker host: no disk of its own, no Node. */
export function createPlatform(): Platform {
  return {
    kind: 'web',
    openFiles: async (root) => (await import('../../platform/vscode')).vscodeStore(root),
    realFolder: (folder) => Promise.resolve(folder),
    codecs: async () => (await import('../../platform/webCodecs')).webCodecs(),
    sqlite: () => Promise.resolve(undefined),
    processes: () => Promise.resolve(undefined),
  };
}
