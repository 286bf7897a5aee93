import * as z from 'zod/mini';
import { ACTIONS, type FromWebview } from '../../webview/protocol';

/** Far above any real name or search, far below what would cost memory. */
const text = z.string().check(z.maxLength(4096));

const messageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('action'), action: z.enum(ACTIONS) }),
  z.object({ type: z.literal('unlock'), password: text }),
  z.object({ type: z.literal('openRecords'), agent: text, words: text }),
  z.object({ type: z.literal('closeRecords') }),
  z.object({
    type: z.literal('openRecord'),
    agent: text,
    kind: text,
    index: z.int().check(z.nonnegative()),
  }),
]);

/** A message of the iframe; undefined for anything that the protocol does not know. */
export function readMessage(message: unknown): FromWebview | undefined {
  const result = messageSchema.safeParse(message);
  return result.success ? result.data : undefined;
}
