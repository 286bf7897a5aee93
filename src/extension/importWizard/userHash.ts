import { hashName } from '../../core/export/identity';
import { identityOf } from '../identity';
import type { Services } from '../services';

/** Who does it, for the trail: a keyed hash, the same in every trail and export of one user. */
export async function userHash(services: Services): Promise<string> {
  const { codecs, random } = await services.host();
  const { secret, user } = await identityOf(services, random);
  return hashName(codecs, secret, 'user', user);
}
