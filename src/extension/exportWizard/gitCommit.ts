import * as vscode from 'vscode';

const SHORT_HASH = 7;

/** The short hash of the commit that is checked out around a folder; undefined without Git or a commit. */
export async function headCommit(folder: vscode.Uri): Promise<string | undefined> {
  const git: unknown = await vscode.extensions.getExtension<unknown>('vscode.git')?.activate();
  const repository = call(call(git, 'getAPI', 1), 'getRepository', folder);
  const commit = member(member(member(repository, 'state'), 'HEAD'), 'commit');
  return typeof commit === 'string' ? commit.slice(0, SHORT_HASH) : undefined;
}

/** The built-in Git extension's API (version 1) comes without types: each step is looked at before it is taken. */
function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function call(value: unknown, name: string, argument: unknown): unknown {
  const method = member(value, name);
  return typeof method === 'function' ? Reflect.apply(method, value, [argument]) : undefined;
}
