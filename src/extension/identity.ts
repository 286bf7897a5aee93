import { env } from 'vscode';
import type { Random } from '../core/ports';
import type { Identity } from './host/platform';
import type { Services } from './services';

const SECRET_KEY = 'export.secret';

/**
 * Who the user is to the hashes of exports, findings and the trail (M47): as the command line knows them, so that what was
 * marked as safe here is safe there. Where nothing can be shared with it, VS Code keeps a key of its own.
 */
export async function identityOf(services: Services, random: Random): Promise<Identity> {
  const note = (message: string): void => {
    services.log.warn(message);
  };
  const shared = await services.platform.identity(random, note);
  return shared ?? { secret: await ownSecret(services, random), user: env.machineId };
}

async function ownSecret({ context }: Services, random: Random): Promise<Uint8Array> {
  const kept = context.globalState.get<unknown>(SECRET_KEY);
  if (typeof kept === 'string' && /^[0-9a-f]{64}$/.test(kept)) {
    return Uint8Array.from(kept.match(/../g) ?? [], (digits) => Number.parseInt(digits, 16));
  }
  const made = random.bytes(32);
  const digits = Array.from(made, (byte) => byte.toString(16).padStart(2, '0')).join('');
  await context.globalState.update(SECRET_KEY, digits);
  return made;
}
