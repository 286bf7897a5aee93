import { accounts, handles, keptAccounts } from './accounts';
import { identities } from './identity';
import { keptCode } from './keptCode';
import { keptValues } from './keptValues';
import { network } from './network';
import { CLIENTS, clients, LISTED_NAMES, listedPeople, peopleByPlace } from './people';
import { peopleByLabel } from './peopleByLabel';
import { emails, money, phones } from './personal';
import { places } from './places';
import { chance, wordings, type Wording } from './wording';

/** What a person would have listed for these texts. */
export const LISTED = { names: LISTED_NAMES, clients: CLIENTS };

/** Every text of a seed: what has to go by who must not see it, and what has to stay. */
export function corpus(seed: number): Wording[] {
  return [
    ...[emails, phones, money, identities, places, handles].flatMap((kinds) =>
      wordings(kinds(chance(seed)), 'personal'),
    ),
    ...wordings(network(chance(seed)), 'context'),
    ...wordings(accounts(chance(seed)), 'context'),
    ...wordings(peopleByPlace, 'name'),
    ...wordings(peopleByLabel, 'name'),
    ...wordings(keptValues(chance(seed)), 'kept'),
    ...wordings(keptCode, 'kept'),
    ...wordings(keptAccounts, 'kept'),
  ];
}

/** Spellings of what a person listed. */
export function listedTexts(): Wording[] {
  return [...wordings(listedPeople, 'name'), ...wordings(clients, 'context')];
}
