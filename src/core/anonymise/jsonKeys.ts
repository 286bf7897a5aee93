import { NUMBER_WORDS } from './rules/nationalIds';
import { nameWords, secretKind, type SecretKind } from './secretNames';

/** What the key of a value says about it. */
export interface KeyMeaning {
  /** `id`: identifies a record. `fixed`: a date, a type, a measure. Both stay but for tokens that say what they are. */
  readonly stays: 'id' | 'fixed' | undefined;
  readonly secret: SecretKind | undefined;
  readonly holds: 'person' | 'phone' | 'host' | 'address' | 'card' | 'identity' | undefined;
}

const ID =
  /^(?:id|ids|_id|uuid|guid|hash|sha|sha256|checksum|etag|commit|commits|sha1|md5|digest|fingerprint|stackTraceHash|relatedPatterns|related_patterns|relatedSolutions|relatedDecisions|supersedes|supersededBy|agent|agents)$/;
const ID_END = /(?:Id|ID|Ids|IDs|_id|_ids|-id|Hash|_hash|Sha|_sha|Uuid|_uuid|Guid|Checksum|_checksum)$/;
const FIXED =
  /^(?:timestamp|created|updated|modified|createdAt|updatedAt|created_at|updated_at|lastUsed|last_used|last_used_at|date|time|type|kind|status|active|version|schema_version|schemaVersion|errorType|error_type|level|severity|language|lang|format|mime|encoding|algorithm|method)$/;
const FIXED_END =
  /(?:At|_at|Date|_date|Time|_time|Timestamp|_timestamp|Ms|_ms|Count|_count|Type|_type|Version|_version|Format|_format|Algorithm|_algorithm)$/;
const PERSON =
  /^(?:author|authors|reviewer|reviewers|owner|owners|assignee|approver|approved_?by|approvedBy|reviewed_?by|reviewedBy|assigned_?to|assignedTo|stakeholders|written_?by|writtenBy|reported_?by|reportedBy|merged_?by|mergedBy|last_?modified_?by|lastModifiedBy|doctor|nurse|insured|policy_?holder|policyHolder|tenant_?name|user_?real_?name|legal_?name|legalName|maiden_?name|maidenName|reporter|maintainer|maintainers|contact|contacts|created_?by|createdBy|updated_?by|updatedBy|modified_?by|signed_?off_?by|signedOffBy|committer|contributor|contributors|engineer|developer|manager|lead|stakeholder|full_?name|fullName|first_?name|firstName|last_?name|lastName|middle_?name|given_?name|givenName|family_?name|familyName|surname|display_?name|displayName|real_?name|realName|person|employee|employee_?name|employeeName|customer_?name|customerName|patient|patient_?name|patientName|user_?full_?name|cardholder|card_?holder|cardholder_?name|recipient|sender|signatory|decided_?by|decidedBy|requested_?by|requestedBy|on_?call|onCall|pm|tech_?lead|techLead|interviewer|candidate|participants|attendees|speaker|mentor|supervisor|contact_?name|contactName|contact_?person|contactPerson|account_?holder|accountHolder|beneficiary|nachname|vorname|nom|prenom|apellido|nombre)$/;

const cache = new Map<string, KeyMeaning>();

export function meaningOfKey(key: string): KeyMeaning {
  const known = cache.get(key);
  if (known !== undefined) return known;
  const words = nameWords(key);
  const last = words.at(-1) ?? '';
  const secret = secretKind(key);
  const stays =
    secret !== undefined
      ? undefined
      : ID.test(key) || ID_END.test(key)
        ? 'id'
        : FIXED.test(key) || FIXED_END.test(key)
          ? 'fixed'
          : undefined;
  const holds = PERSON.test(key)
    ? 'person'
    : /^(?:phone|mobile|fax|tel|telephone|cell|msisdn|handy|telefon)$/.test(last) ||
        (/^(?:number|no)$/.test(last) &&
          /^(?:phone|mobile|fax|tel|telephone|cell|contact|sms|whatsapp)$/.test(words.at(-2) ?? ''))
      ? 'phone'
      : /^(?:host|hostname|server|domain|fqdn|node|endpoint)$/.test(last)
        ? 'host'
        : /^(?:ssn|nino|passport|iban|tin|ein|sin|bsn|pesel|cpf|dni|nie|aadhaar|nhs)$/.test(last) ||
            /(?:national_?id|social_?security|tax_?id|driver'?s?_?licen[sc]e|licen[sc]e_?number|passport_?(?:no|number)|insurance_?number)/i.test(
              key,
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
  ...'author review owner assign approv report maintain contact created updated by sign commit contrib name engineer person employ custom patient cardh holder recipient sender oncall on_call lead attend particip speaker mentor supervis stakeh manager develop candidate benef vorname nom phone mobile fax tel cell msisdn national social tax licen insurance dob birth identity personal account bucket project username login handle location gps coord lat lng postcode postal zip plz address street'.split(
    ' ',
  ),
];
