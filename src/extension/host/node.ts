import type { Platform } from './platform';

/** The desktop's and the remote's Node host. Everything is loaded at its first use. */
export function createPlatform(): Platform {
  return {
    kind: 'node',
    openFiles: async (root) => {
      if (root.scheme === 'file') return (await import('../../platform/node')).nodeStore(root.fsPath);
      return (await import('../../platform/vscode')).vscodeStore(root);
    },
    codecs: async () => (await import('../../platform/nodeCodecs')).nodeCodecs(),
    sqlite: async () => (await import('../../platform/sqlite')).nodeSqlite(),
  };
}
