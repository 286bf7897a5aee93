import { Uri } from 'vscode';
import type { Platform } from './platform';

/** The desktop's and the remote's Node host. Everything is loaded at its first use. */
export function createPlatform(): Platform {
  const parts = () => import('./nodeChunk');
  return {
    kind: 'node',
    openFiles: async (root) => {
      if (root.scheme === 'file') return (await parts()).nodeStore(root.fsPath);
      return (await import('../../platform/vscode')).vscodeStore(root);
    },
    realPlace: async (place) => {
      if (place.scheme !== 'file') return place;
      const { realpath } = await import('node:fs/promises');
      return Uri.file(await realpath(place.fsPath));
    },
    codecs: async () => (await parts()).nodeCodecs(),
    sqlite: async () => (await import('../../platform/sqlite')).nodeSqlite(),
    sqliteReader: async () => (await import('../../platform/sqliteReader')).nodeSqliteReader(),
    arrivalThread: async (what) => (await import('../../platform/arrivalThread')).openArrivalThread(what),
    surveyThread: async (order) => (await import('../../platform/surveyThread')).openSurveyThread(order),
    processes: async () => (await parts()).nodeProcesses(),
    identity: async (random, note) => {
      const [{ homedir }, { identityKey, userName }] = await Promise.all([import('node:os'), parts()]);
      const place = { env: process.env, home: homedir(), cwd: process.cwd() };
      return { secret: await identityKey(place, random, note), user: userName(process.env) };
    },
  };
}
