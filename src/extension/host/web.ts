import type { Platform } from './platform';

/** The web worker host: no disk of its own, no Node. */
export function createPlatform(): Platform {
  return {
    kind: 'web',
    openFiles: async (root) => (await import('../../platform/vscode')).vscodeStore(root),
    realPlace: (place) => Promise.resolve(place),
    codecs: async () => (await import('../../platform/webCodecs')).webCodecs(),
    sqlite: () => Promise.resolve(undefined),
    sqliteReader: () => Promise.resolve(undefined),
    arrivalThread: () => Promise.resolve(undefined),
    surveyThread: () => Promise.resolve(undefined),
    processes: () => Promise.resolve(undefined),
    identity: () => Promise.resolve(undefined),
  };
}
