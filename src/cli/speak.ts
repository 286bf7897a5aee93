import { LoomError } from '../core/errors';
import type { LoomErrorCode, LoomErrorData } from '../core/errors';
import { fillSentence, sentences } from '../core/sentences';
import { exit, exitCodes } from './exitCodes';
import type { ExitCode } from './exitCodes';
import { hints } from './hints';

/** What went wrong, in the words and the code of this host. */
export interface Spoken {
  readonly code: LoomErrorCode | 'unexpected';
  readonly message: string;
  readonly hint: string;
  readonly data: LoomErrorData[LoomErrorCode] | Readonly<Record<string, never>>;
  readonly exitCode: ExitCode;
}

export function speak(error: unknown): Spoken {
  if (error instanceof LoomError) return speakLoom(error.code, error.data);
  // A fault of this program or of Node: there are no better words than its own.
  const message = error instanceof Error ? error.message : String(error);
  return {
    code: 'unexpected',
    message: `This should not have happened: ${message}`,
    hint: 'run it again with --verbose and report what it prints',
    data: {},
    exitCode: exit.io,
  };
}

function speakLoom<Code extends LoomErrorCode>(code: Code, data: LoomErrorData[Code]): Spoken {
  return {
    code,
    message: fillSentence(sentences[code], data),
    hint: hints[code](data),
    data,
    exitCode: exitCodes[code],
  };
}

/** Two lines, no stack: what is wrong, what to do. */
export function errorText(spoken: Spoken): string {
  return `aml: ${spoken.message}\nhint: ${spoken.hint}\n`;
}

export function errorJson(spoken: Spoken): string {
  const { code, message, hint, data } = spoken;
  return `${JSON.stringify({ error: { code, message, hint, data } })}\n`;
}
