import { ANY, END, FAMILY, FULL, INITIALS, NAME_WITHOUT_CASE, TURNED, WORD } from './nameShapes';
import { fold, GIVEN, THINGS } from './nameWordLists';
import type { Finding } from './rule';

interface NamePattern {
  readonly rule: string;
  readonly pattern: RegExp;
  /** A single word is believed too. */
  readonly single: boolean;
}

/** Places where a person's name stands: signatures, trailers, forms of address, verbs of people, fields of code. */
const PLACES: readonly NamePattern[] = [
  {
    rule: 'name-trailer',
    pattern: new RegExp(
      `((?:^|[\\n\\r;,(\\[*#/] ?|[ \\t])(?:(?:Signed-off|Co-authored|Co-developed|Reviewed|Acked|Tested|Reported|Suggested|Helped|Approved|Merged|Committed|Requested|Mentored|Thanks|Authored|Written|Created|Owned|Maintained|Assigned|Decided|Prepared|Edited|Updated)[- ](?:by|to)|Author|Authors|@author|Reviewer|Reviewers|Owner|Assignee|Approver|Reporter|Maintainer|Maintainers|Contact|Committer|Name|Full name|Attendees|Participants|From|To|Cc|CC|Attn|Patient|Customer|Employee|Cardholder|Account holder|Lead|Tech lead|PM|On-call|Oncall|Engineer|Manager|Developer|Interviewer|Candidate|Speaker|Contributor|Contributors|Beneficiary|Recipient|@owner|@maintainer|@reviewer|Copyright(?: \\(c\\)| ©)?(?: \\d{4}(?:[-–]\\d{4})?,?)?|©(?: \\d{4}(?:[-–]\\d{4})?,?)?)\\s?[:=]?\\s{1,3}["']?(?:Dr\\. |Prof\\. )?)(${ANY}|${WORD})${END}`,
      'gu',
    ),
    single: false,
  },
  {
    rule: 'name-signature',
    pattern: new RegExp(
      `((?<![\\p{L}\\p{N}_-])(?:Thanks|Many thanks|Thank you|Thx|Regards|Rgds|Best|Cheers|Best regards|Kind regards|Warm regards|Best wishes|All the best|Take care|Sincerely|Respectfully|Yours|Yours truly|Yours sincerely|Yours faithfully|Mit freundlichen Grüßen|(?:Viele|Liebe|Beste|Schöne|Herzliche) Grüße|Gruß|Grüße|LG|VG|MfG|Cordialement|Bien cordialement|Amicalement|Saludos|Atentamente|Un saludo|Bien à vous|Cordiali saluti|Un saluto|Distinti saluti|Atenciosamente|Abraços|Hälsningar|Vänliga hälsningar|Mvh|Hilsen|Med venlig hilsen|Terveisin|Pozdrawiam|Groeten|Met vriendelijke groet|--|—)[,.!]?[ \\t]*\\r?\\n?[ \\t]*\\r?\\n?[ \\t]*)(${FULL}|${INITIALS}|${WORD})(?=\\s*(?:$|[\\n\\r,.|(<]))`,
      'gu',
    ),
    single: true,
  },
  {
    rule: 'name-title',
    pattern: new RegExp(
      `((?<![\\p{L}])(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Herr|Herrn|Frau|Hr|Fr|Monsieur|Madame|Mme|Mlle|Señora?|Sra?|Signora?|Sig|Sir|Lady|Rev|Doctor|Pan|Pani|Senhora?|Dhr|Mevr)\\.? (?:Dr\\. |Prof\\. )?)(${FULL}|${WORD}|${FAMILY})(?![\\p{L}\\p{N}])`,
      'gu',
    ),
    single: true,
  },
  {
    rule: 'name-greeting',
    pattern: new RegExp(
      `((?<![\\p{L}])(?:Hi|Hello|Hey|Dear|Hallo|Liebe[rs]?|Bonjour|Hola|Ciao|Moin|Good morning|Sehr geehrte[rs]?(?: (?:Herr|Frau))?) )(${FULL}|${WORD})(?=\\s*[,!:\\n—-])`,
      'gu',
    ),
    single: true,
  },
  {
    rule: 'name-person-verb',
    pattern: new RegExp(
      `((?<![\\p{L}])(?:[Aa]sk(?:ed)?|[Tt]ell|[Tt]old|[Tt]alk(?:ed)? (?:to|with)|[Ss]poke (?:to|with)|[Ss]peak (?:to|with)|[Pp]ing|[Pp]inged|[Cc]all|[Cc]alled|[Ee]mail|[Ee]mailed|[Mm]essaged?|[Cc]ontact|[Mm]eet(?:ing)?(?: with)?|[Mm]et(?: with)?|[Tt]hanks to|[Kk]udos to|[Cc]redit to|[Pp]ointed out by|[Pp]air(?:ed|ing) with|(?:[Rr]eviewed|[Ww]ritten|[Aa]pproved|[Rr]eported|[Oo]wned|[Ff]ound|[Ff]ixed|[Ss]uggested|[Rr]aised|[Ss]igned|[Mm]aintained|[Oo]pened|[Dd]iscovered|[Dd]ebugged|[Ii]ntroduced|[Aa]uthored|[Cc]reated|[Ll]ed|[Pp]roposed) by|[Aa]ssigned to|[Ee]scalate(?:d)? to|[Hh]anded (?:over )?to|[Rr]each out to|[Aa]ccording to|[Cc]heck with|[Cc]onfirmed (?:by|with)|[Aa]greed with|[Dd]iscussed with|[Hh]ired|[Bb]lamed?|[Oo]wner is|[Aa]uthor is|[Rr]eviewer is|[Ll]ead is|[Nn]amed|(?:[Tt]he|[Oo]ur|[Aa]) (?:patient|customer|client|user|employee|DBA|SRE|CTO|CEO|PM|intern|contractor|tester|designer|architect|admin)|[Cc]ustomer|[Ee]mployee|[Pp]atient|[Bb]y|[Ff]rom|[Ww]ith|cc|CC) @?)(${FULL}|${INITIALS})${END}`,
      'gu',
    ),
    single: false,
  },
  {
    rule: 'name-subject',
    pattern: new RegExp(
      `((?:^|[\\n.!?;:("'—,] ?|(?<![\\p{L}])(?:and|but|because|that|when|as|while|after|then|so|colleague|teammate|engineer|manager|developer|customer|user|patient|employee|intern|contractor) ))(${FULL})(?=(?:'s|’s| (?:\\(|found|wrote|said|says|asked|reported|suggested|noticed|fixed|broke|merged|pushed|reviewed|approved|rejected|owns|owned|maintains|maintained|mentioned|told|thinks|thought|believes|wants|wanted|prefers|proposed|decided|confirmed|joined|deployed|reverted|signed|designed|implemented|led|knows|knew|is on (?:call|leave|vacation|holiday)|is out|called|emailed|pinged|complained|escalated|requested|raised|filed|opened|spotted|tracked|helped|explained|pointed|agreed|disagree[sd]|objected|insisted|introduced|migrated|refactored|verified|debugged|traced|discovered|documented|took over|lives|works|worked)(?![\\p{L}])))`,
      'gu',
    ),
    single: false,
  },
  {
    rule: 'name-field',
    pattern: new RegExp(
      `((?<![\\p{L}])(?:(?:user|customer|patient|employee|author|owner|contact|display|full|real|account|holder|billing|shipping|client|person)[_ .-]?[Nn]ame|author|committer|owner|reviewer|assignee|approver|reporter|customer|patient|employee|cardholder|contact|recipient|sender|maintainer|createdBy|created_by|updatedBy|reviewedBy|approvedBy|assignedTo|FULL_NAME|AUTHOR|OWNER|@author\\()["']?(?:\\s{0,3}[:=]\\s{0,3}|\\s)?["'\`]?|<(?:author|name|owner|customer|fullName|patient|contact|creator|developer)>\\s?|user\\.name(?:=| )["']?)(${ANY})(?=["'\`<,)\\s;]|$)`,
      'gu',
    ),
    single: false,
  },
  {
    rule: 'name-part-field',
    pattern: new RegExp(
      `((?<![\\p{L}])(?:first|last|middle|given|family|sur|nick|maiden|FIRST|LAST)[_-]?(?:[Nn]ame|NAME)["']?\\s{0,3}[:=]{1,2}\\s{0,3}["'\`])(${WORD}(?:[ -]${WORD})?)(?=["'\`])`,
      'gu',
    ),
    single: true,
  },
];

/** Names that follow the first of a list: `CC: Ann Lee, Bo Ek and Cy Day`. */
const FOLLOWING = new RegExp(`(, and |, | and | & | und | et )(${FULL})${END}`, 'yu');
const BESIDE = new RegExp(`(?:,? (?:and|und|et|y|&) )(${WORD}) ${WORD}`, 'yu');
const CAPITALISED = new RegExp(`(?<![\\p{L}\\p{N}_@/.\\\\-])(${FULL})(?![\\p{L}\\p{N}_(]|\\.\\w)`, 'gu');
const TURNED_ANYWHERE = new RegExp(
  `(?<![\\p{L}\\p{N}_])(${WORD}), (${WORD})(?: \\p{Lu}\\.)?(?![\\p{L}\\p{N}_(])`,
  'gu',
);

/** Finds people by the words around them, and by given names. On only when names are asked for (M37). */
export function findNames(text: string, found: Finding[]): void {
  for (const place of PLACES) {
    place.pattern.lastIndex = 0;
    for (let match = place.pattern.exec(text); match !== null; match = place.pattern.exec(text)) {
      const lead = match[1] ?? '';
      const name = match[2] ?? '';
      const start = match.index + lead.length;
      place.pattern.lastIndex = Math.max(start, match.index + 1);
      if (!isPersonName(name, place.single)) continue;
      place.pattern.lastIndex = start + name.length;
      pushName(found, start, start + name.length, place.rule);
      findFollowing(text, start + name.length, found);
    }
  }
  findGiven(text, found);
}

function findFollowing(text: string, from: number, found: Finding[]): void {
  let at = from;
  for (;;) {
    FOLLOWING.lastIndex = at;
    const match = FOLLOWING.exec(text);
    const name = match?.[2] ?? '';
    if (match === null || !isPersonName(name, false)) return;
    at = match.index + match[0].length;
    pushName(found, at - name.length, at, 'name-in-list');
  }
}

/** Capitalised words of which one is a given name: the name begins there. */
function findGiven(text: string, found: Finding[]): void {
  CAPITALISED.lastIndex = 0;
  for (let match = CAPITALISED.exec(text); match !== null; match = CAPITALISED.exec(text)) {
    const words = (match[1] ?? '').split(' ');
    // `Ann Lee and Bo Ek`: who stands beside a person is one.
    BESIDE.lastIndex = match.index + match[0].length;
    const beside = BESIDE.exec(text)?.[1] ?? '';
    if (isGiven(beside) && isPersonName(match[1] ?? '', false)) {
      pushName(found, match.index, match.index + match[0].length, 'name-in-list');
      continue;
    }
    const first = words.findIndex((word) => isGiven(word));
    const thing = words.findIndex((word, index) => index > first && THINGS.has(word));
    const end = thing === -1 ? words.length : thing;
    if (first === -1 || end - first < 2) continue;
    const start = match.index + words.slice(0, first).join(' ').length + (first === 0 ? 0 : 1);
    pushName(found, start, start + words.slice(first, end).join(' ').length, 'name-given');
  }
  TURNED_ANYWHERE.lastIndex = 0;
  for (let match = TURNED_ANYWHERE.exec(text); match !== null; match = TURNED_ANYWHERE.exec(text)) {
    TURNED_ANYWHERE.lastIndex = match.index + (match[1] ?? '').length;
    if (isGiven(match[1] ?? '') || !isGiven(match[2] ?? '') || THINGS.has(match[1] ?? '')) continue;
    pushName(found, match.index, match.index + match[0].length, 'name-given');
  }
}

function isGiven(word: string): boolean {
  return GIVEN.has(fold(word)) || (word.includes('-') && GIVEN.has(fold(word.split('-')[0] ?? '')));
}

/** A person's name as far as form can say: capitalised words, none of which is a word of the trade. */
export function isPersonName(name: string, single: boolean): boolean {
  const words = name.replaceAll(',', '').split(' ');
  if (words.length === 1 && !single && !/^\p{Lu}\. ?\p{Lu}/u.test(name)) return false;
  if (words.length > 6 || name.startsWith('Person-')) return false;
  return words.every((word) => !THINGS.has(word));
}

/** People one after the other, with something in brackets behind each. */
const NAME_VALUE = new RegExp(
  `(?:^|[;,&/] ?| and | und )(${TURNED}|${FULL}|${INITIALS}|${WORD})(?= ?[(<][^()<>]{1,80}[)>]|$|[;,&/]| and | und )`,
  'gu',
);

const WITHOUT_CASE = new RegExp(`^${NAME_WITHOUT_CASE}$`);

/** Names in a value of a key that holds people (`author`, `full_name`). */
export function findNameValue(text: string, found: Finding[]): void {
  if (text.length > 200) return;
  if (/^\p{Ll}+ \p{Ll}+$/u.test(text) && GIVEN.has(fold(text.split(' ')[0] ?? ''))) {
    pushName(found, 0, text.length, 'name-by-key');
    return;
  }
  if (WITHOUT_CASE.test(text)) {
    pushName(found, 0, text.length, 'name-by-key');
    return;
  }
  const turned = new RegExp(`^${WORD}, (?:${WORD}|\\p{Lu}\\.)(?: \\p{Lu}\\.)?$`, 'u').test(text);
  if (turned && isPersonName(text, false)) {
    pushName(found, 0, text.length, 'name-by-key');
    return;
  }
  NAME_VALUE.lastIndex = 0;
  for (let match = NAME_VALUE.exec(text); match !== null; match = NAME_VALUE.exec(text)) {
    const name = match[1] ?? '';
    const start = match.index + match[0].length - name.length;
    // A single word is a name where it is alone.
    if (!isPersonName(name, true) || (!name.includes(' ') && start > 0)) continue;
    pushName(found, start, start + name.length, 'name-by-key');
  }
}

export function pushName(found: Finding[], start: number, end: number, rule: string): void {
  found.push({
    start,
    end,
    rule,
    category: 'names',
    tier: 'name',
    rewrite: { as: 'person' },
    weight: 48,
    learn: true,
  });
}
