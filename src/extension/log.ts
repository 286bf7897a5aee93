import type * as vscode from 'vscode';
import type { Log } from '../core/ports';

/** The core's log over the extension's output channel; the level is the user's (Developer: Set Log Level). */
export function coreLog(channel: vscode.LogOutputChannel): Log {
  return {
    info: (message) => {
      channel.info(message);
    },
    warn: (message) => {
      channel.warn(message);
    },
  };
}
