import { NUMBER_WORDS } from './rules/nationalIds';
import { nameWords, secretKind, type SecretKind } from './secretNames';

/** What the key of a value says about it. */
export interface KeyMeaning {
  /** `id`: identifies a record. `fixed`: a date, a type, a measure. Both stay but for tokens that say what they are. */
  readonly stays: 'id' | 'fixed' | undefined;
  readonly secret: SecretKind | undefined;
  readonly holds: 'person' | 'phone' | 'host' | 'address' | 'card' | 'identity' | undefined;
}

const listed = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/** Keys as they are written; those below without their joints and in lower case: `createdBy`, `created_by`. */
const IDS = listed(
  'id ids _id uuid guid hash sha sha256 checksum etag commit commits sha1 md5 digest fingerprint stackTraceHash relatedPatterns related_patterns relatedSolutions relatedDecisions supersedes supersededBy agent agents',
);
const ID_END = /(?:I[Dd]s?|[_-]ids?|Hash|_hash|Sha|_sha|[Uu]uid|_uuid|Guid|[Cc]hecksum)$/;
const FIXED = listed(
  'timestamp created updated modified createdAt updatedAt created_at updated_at lastUsed last_used last_used_at date time type kind status active version schema_version schemaVersion errorType error_type level severity language lang format mime encoding algorithm method',
);
const FIXED_END =
  /(?:At|_at|Date|_date|Time|_time|Timestamp|_timestamp|Ms|_ms|Count|_count|Type|_type|Version|_version|Format|_format|Algorithm|_algorithm)$/;
const PEOPLE = listed(
  'author authors reviewer reviewers owner owners assignee approver approvedby reviewedby assignedto stakeholder stakeholders writtenby reportedby mergedby lastmodifiedby modifiedby doctor nurse insured policyholder tenantname userrealname legalname maidenname reporter maintainer maintainers contact contacts createdby updatedby signedoffby committer contributor contributors engineer developer manager lead fullname firstname lastname middlename givenname familyname surname displayname realname person employee employeename customername patient patientname userfullname cardholder cardholdername recipient sender signatory decidedby requestedby oncall pm techlead interviewer candidate participants attendees speaker mentor supervisor contactname contactperson accountholder beneficiary nachname vorname nom prenom apellido nombre',
);
const PHONES = listed('phone mobile fax tel telephone cell msisdn handy telefon');
const HOSTS = listed('host hostname server domain fqdn node endpoint');
const IDENTITIES = listed('ssn nino passport iban tin ein sin bsn pesel cpf dni nie aadhaar nhs');

const cache = new Map<string, KeyMeaning>();

export function meaningOfKey(key: string): KeyMeaning {
  const known = cache.get(key);
  if (known !== undefined) return known;
  const words = nameWords(key);
  const last = words.at(-1) ?? '';
  const secret = secretKind(key);
  const joined = words.join('');
  const stays =
    secret !== undefined
      ? undefined
      : IDS.has(key) || ID_END.test(key)
        ? 'id'
        : FIXED.has(key) || FIXED_END.test(key)
          ? 'fixed'
          : undefined;
  const holds = PEOPLE.has(joined)
    ? 'person'
    : PHONES.has(last) ||
        /^(?:phone|mobile|fax|tel|telephone|cell|contact|sms|whatsapp) (?:number|no)$/.test(
          words.slice(-2).join(' '),
        )
      ? 'phone'
      : HOSTS.has(last)
        ? 'host'
        : IDENTITIES.has(last) ||
            /nationalid|socialsecurity|taxid|drivers?licen[sc]e|licen[sc]enumber|passport(?:no|number)|insurancenumber/.test(
              joined,
            )
          ? 'identity'
          : undefined;
  const meaning = { stays: holds === 'identity' ? undefined : stays, secret, holds } as const;
  if (cache.size > 5000) cache.clear();
  cache.set(key, meaning);
  return meaning;
}

/** Lower-case parts of keys whose values are looked at whatever they hold. */
export const TELLING_KEY_PARTS: readonly string[] = [
  ...NUMBER_WORDS,
  ...'author review owner assign approv report maintain contact created updated by sign commit contrib name engineer person employ custom patient cardh holder recipient sender oncall on_call lead attend particip speaker mentor supervis stakeh manager develop candidate benef vorname nom phone mobile fax tel cell msisdn national social tax licen insurance dob birth identity personal account bucket project user login handle actor principal request instagram twitter linkedin skype telegram slack discord mastodon wechat host server anschrift adress storage location gps coord lat lng postcode postal zip plz address street'.split(
    ' ',
  ),
];
