import { openJsonOutput } from '../bundle/jsonOutput';
import { openTarOutput } from '../bundle/tarOutput';
import { LoomError } from '../errors';
import type { FormatId } from '../options';
import type { Host } from '../ports';
import type { Output } from './output';
import type { ExportRequest, ExportTarget } from './request';

type Opener = (host: Host, target: ExportTarget, request: ExportRequest) => Promise<Output>;

/** One row a format; the encoders of the rarer ones are loaded when they are asked for. */
const openers: { readonly [Format in FormatId]: Opener } = {
  tar: async (host, target, request) =>
    openTarOutput(fileTarget(target, request), fileOptions(request), host),
  json: async (host, target, request) =>
    openJsonOutput(fileTarget(target, request), fileOptions(request), host),
  sqlite: async (host, target, request) => {
    const { openSqliteOutput } = await import('../formats/sqliteOutput');
    return openSqliteOutput({ ...folderTarget(target, request), name: request.name }, {}, host);
  },
  csv: async (host, target, request) => {
    const { openCsvOutput } = await import('../formats/csvOutput');
    return openCsvOutput({ ...folderTarget(target, request), folder: request.name }, {}, host);
  },
};

/** Opens the output of a request. Throws `usage` for what a format cannot be: encrypted or piped files of several parts. */
export async function openOutput(host: Host, target: ExportTarget, request: ExportRequest): Promise<Output> {
  return openers[request.format](host, target, request);
}

function fileTarget(target: ExportTarget, request: ExportRequest): Parameters<typeof openTarOutput>[0] {
  return target.kind === 'stream'
    ? { stream: target.write, scratch: target.scratch }
    : { store: target.store, name: request.name, replace: request.replace };
}

function fileOptions(request: ExportRequest): { level: number; password?: string } {
  return request.password === undefined
    ? { level: request.level }
    : { level: request.level, password: request.password };
}

function folderTarget(
  target: ExportTarget,
  request: ExportRequest,
): Pick<Extract<ExportTarget, { kind: 'folder' }>, 'store'> & { replace: boolean } {
  if (target.kind === 'stream') {
    throw new LoomError('usage', {
      message: `A ${request.format} export is not a stream: it needs a name, not "-".`,
    });
  }
  if (request.password !== undefined) {
    throw new LoomError('usage', {
      message: `Only bundles and JSON can be encrypted, not ${request.format}.`,
    });
  }
  return { store: target.store, replace: request.replace };
}
