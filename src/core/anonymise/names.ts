import type { Finding } from './rule';

const WORD = "\\p{Lu}[\\p{Ll}\\p{M}]{1,24}(?:['’-]\\p{Lu}?[\\p{Ll}]{1,20})?";
const FULL = `${WORD}(?: (?:\\p{Lu}\\.|(?:van|von|de|der|den|del|della|di|da|dos|du|la|le|el|al|bin|ibn|ben|ter|ten|zu|af|of|y|e|MacD|Mc|O')){1,2})?(?: (?:${WORD}|Mc\\p{Lu}\\p{Ll}{1,20}|Mac\\p{Lu}\\p{Ll}{1,20}|O['’]\\p{Lu}\\p{Ll}{1,20}|D['’]\\p{Lu}\\p{Ll}{1,20})){1,3}`;

interface NamePattern {
  readonly rule: string;
  readonly pattern: RegExp;
  /** A single word is believed too. */
  readonly single: boolean;
}

/** Places where a person's name stands: signatures, trailers, forms of address, verbs of people. */
const PLACES: readonly NamePattern[] = [
  {
    rule: 'name-trailer',
    pattern: new RegExp(
      `((?:^|[\\n\\r;,(\\[*#/] ?|[ \\t])(?:Signed-off-by|Co-authored-by|Co-developed-by|Reviewed-by|Acked-by|Tested-by|Reported-by|Suggested-by|Helped-by|Approved-by|Author|Authors|Authored by|@author|Written by|Reviewer|Reviewed by|Owner|Owned by|Assignee|Assigned to|Approved by|Approver|Reporter|Reported by|Maintainer|Maintained by|Contact|Committer|Created by|Name|Full name|Attendees|From|To|Cc|CC|Attn|Patient|Customer|Employee|Cardholder|Lead|PM|On-call|Oncall|Engineer|Manager|Developer|@owner|@maintainer|@reviewer)\\s?[:=]?\\s{1,3}["']?)(${FULL}|${WORD})(?![\\p{L}\\p{N}(.]|\\.\\w)`,
      'gu',
    ),
    single: false,
  },
  {
    rule: 'name-signature',
    pattern: new RegExp(
      `((?:Thanks|Thank you|Thx|Regards|Best|Cheers|Best regards|Kind regards|Warm regards|Best wishes|Sincerely|Yours|Yours truly|Yours sincerely|Mit freundlichen Grüßen|Viele Grüße|Gruß|LG|VG|MfG|Cordialement|Saludos|Bien à vous|Cordiali saluti|--|—)[,.!]?[ \\t]*\\r?\\n?[ \\t]*\\r?\\n?[ \\t]*)(${FULL}|${WORD})(?=\\s*(?:$|[\\n\\r,.|(<]))`,
      'gu',
    ),
    single: true,
  },
  {
    rule: 'name-title',
    pattern: new RegExp(
      `((?<![\\p{L}])(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Herr|Frau|Hr|Fr|Monsieur|Madame|Mme|Mlle|Señora?|Sra?|Signora?|Sir|Lady|Rev|Doctor)\\.? )(${FULL}|${WORD})(?![\\p{L}\\p{N}])`,
      'gu',
    ),
    single: true,
  },
  {
    rule: 'name-greeting',
    pattern: new RegExp(
      `((?<![\\p{L}])(?:Hi|Hello|Hey|Dear|Hallo|Liebe[rs]?|Bonjour|Hola|Ciao|Sehr geehrte[rs]?(?: (?:Herr|Frau))?) )(${FULL}|${WORD})(?=\\s*[,!:\\n—-])`,
      'gu',
    ),
    single: true,
  },
  {
    rule: 'name-person-verb',
    pattern: new RegExp(
      `((?<![\\p{L}])(?:[Aa]sk|[Tt]alk to|[Tt]alked to|[Ss]poke (?:to|with)|[Ss]peak (?:to|with)|[Pp]ing|[Pp]inged|[Cc]all|[Cc]alled|[Ee]mail|[Ee]mailed|[Mm]essage|[Cc]ontact|[Mm]eet|[Mm]et|[Tt]hanks to|[Kk]udos to|[Cc]redit to|[Pp]aired with|[Pp]airing with|[Rr]eviewed by|[Ww]ritten by|[Aa]pproved by|[Rr]eported by|[Oo]wned by|[Ff]ound by|[Ff]ixed by|[Ss]uggested by|[Rr]aised by|[Ss]igned by|[Mm]aintained by|[Aa]ssigned to|[Ee]scalate(?:d)? to|[Hh]anded (?:over )?to|[Aa]ccording to|[Cc]heck with|[Cc]onfirmed (?:by|with)|[Aa]greed with|[Dd]iscussed with|[Bb]y|[Ff]rom|[Ww]ith|cc|CC) @?)(${FULL})(?![\\p{L}\\p{N}(.]|\\.\\w)`,
      'gu',
    ),
    single: false,
  },
  {
    rule: 'name-subject',
    pattern: new RegExp(
      `((?:^|[\\n.!?;:("'—,] ?|(?<![\\p{L}])(?:and|but|because|that|when|as|while|after|then|so|colleague|teammate|engineer|manager|developer|customer|user|patient|employee|intern|contractor) ))(${FULL})(?=(?:'s|’s| (?:\\(|found|wrote|said|says|asked|reported|reported|suggested|noticed|fixed|broke|merged|pushed|reviewed|approved|rejected|owns|owned|maintains|maintained|mentioned|told|thinks|thought|believes|wants|wanted|prefers|proposed|decided|confirmed|joined|left|deployed|reverted|rolled|signed|built|designed|implemented|led|knows|knew|is on|was on|is out|has|had|will|can|could|should|called|emailed|pinged|complained|escalated|requested|raised|filed|opened|closed|spotted|tracked|helped|explained|pointed|added|removed|wrote|agreed|disagreed|objected|insisted|introduced|migrated|refactored|tested|verified|debugged|traced|discovered|documented|took|made|gave|ran|lives|works|worked)(?![\\p{L}])))`,
      'gu',
    ),
    single: false,
  },
];

/** Capitalised words that are things, not people: what a name never begins or ends with. */
const THINGS =
  /^(?:The|This|That|These|Those|A|An|And|Or|But|If|When|While|Where|Why|How|What|Who|Which|All|Any|Some|No|Not|New|Old|Open|Closed|First|Last|Next|Each|Every|Use|Using|Add|Added|Adds|Fix|Fixed|Fixes|Remove|Removed|Update|Updated|Create|Created|Delete|Deleted|Get|Set|Run|Running|Try|Test|Tests|Testing|Build|Deploy|Check|Make|Move|Merge|Request|Pull|Push|Known|Issues|Issue|Note|Notes|See|Read|Write|Error|Warning|Info|Debug|Trace|Fatal|Exception|Failed|Failure|Success|Status|Server|Client|Service|Services|System|Systems|Database|Data|Base|Table|Index|Cache|Queue|Queues|Thread|Threads|Process|Pool|Worker|Workers|Job|Jobs|Task|Tasks|Event|Events|Message|Messages|Bus|Loop|Node|Nodes|Cluster|Cloud|Functions?|Lambda|Gateway|Load|Balancer|Balancing|Proxy|Router|Network|Security|Access|Control|Policy|Policies|Role|Roles|User|Users|Admin|Group|Groups|Team|Teams|Project|Projects|Package|Packages|Manager|Module|Modules|Library|Framework|Platform|Engine|Machine|Learning|Model|Models|Command|Commands|Palette|Line|Interface|Shell|Script|Scripts|Type|Types|Class|Object|Objects|Method|Array|String|Number|Boolean|Map|Graph|Tree|List|Search|Binary|Linear|Hash|Sort|Quick|Green|Blue|Red|Black|White|Gray|Grey|Yellow|Orange|Purple|Dark|Light|Fast|Slow|High|Low|Big|Small|Top|Left|Right|Angular|React|Vue|Svelte|Material|Design|Pattern|Patterns|Architecture|Hexagonal|Clean|Domain|Driven|Repository|Factory|Singleton|Observer|Strategy|Adapter|Builder|Decorator|Facade|Visitor|Command|Core|Web|Api|Rest|Http|Https|Json|Xml|Yaml|Html|Css|Sql|Java|Script|Python|Ruby|Rust|Go|Swift|Kotlin|Docker|Kubernetes|Linux|Windows|Mac|Apple|Google|Amazon|Azure|Microsoft|Github|Gitlab|Visual|Studio|Code|Chrome|Firefox|Edge|Safari|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|September|October|November|December|North|South|East|West|United|States|Kingdom|Street|Road|Avenue|Bank|Mutual|Air|Health|Group|Inc|Ltd|Corp|Company|Holdings|Solutions|Partners|Labs|Software|Technologies|Technology|University|Institute|School|Continuous|Integration|Delivery|Deployment|Dependency|Injection|Version|Versions|Release|Releases|Staging|Production|Development|Environment|Feature|Features|Flag|Flags|Branch|Branches|Commit|Main|Master|Default|Custom|Global|Local|Remote|Public|Private|Internal|External|Static|Dynamic|Async|Sync|Null|True|False|None|Prefer|Avoid|Never|Always|Keep|Let|Do|Does|Is|Are|Was|Were|Has|Have|Had|Can|Could|Should|Would|Will|May|Must|Content|Delivery|Single|Page|Application|App|Apps|Server|Side|Rendering|Time|Zone|Unit|Real|Open|Source|Spring|Boot|Rate|Limiting|Limit|Circuit|Breaker|Retry|Bearer|Basic|Digest|Token|Key|Keys|Secret|Password|Redacted|Person|Client|Actions?|Pages?|Copilot|Issues|Sprint|Planning|Review|Standup|Retro|Board|Epic|Story|Ticket|Stack|Overflow|Trace|Memory|Leak|Race|Condition|Dead|Lock|Garbage|Collector|Collection|Virtual|Private|Hyper|Text|Transfer|Protocol|Secure|Socket|Layer|Best|Practices?|Style|Guide|Guides|Docs|Documentation|Readme|License|Changelog|Semantic|Conventional|Commits|Content|Management|Identity|Provider|Single|Sign|Two|Factor|Authentication|Authorization|Distributed|Tracing|Service|Mesh|Micro|Front|Back|End|Full|Text|Event|Sourcing|Message|Broker|Data|Lake|Warehouse|Pipeline|Pipelines|Stream|Streams|Streaming|Batch|Processing|Neural|Networks?|Deep|Large|Language|Vector|Natural|Elastic|Apache|Kafka|Spark|Hadoop|Redis|Mongo|Postgres|Oracle|Jenkins|Travis|Circle|Terraform|Ansible|Vault|Consul|Nomad|Prometheus|Grafana|Tailwind|Bootstrap|Next|Nest|Express|Fastify|Storybook|Playwright|Cypress|Jest|Vitest|Mocha|Web|Components?|Service|Shadow|Dom|Progressive|Enhancement|Optimistic|Pessimistic|Locking|Eventual|Consistency|Strong|Weak|Blue|Canary|Rolling|Chaos|Monkey|Tech|Debt|Code|Coverage|Pair|Programming|Test|Case|Cases|Suite|Acceptance|Criteria|Definition|Done|Ready|Minimum|Viable|Product|Root|Cause|Analysis|Post|Mortem|Incident|Response|On|Call|Customer|Success|Support|Sales|Marketing|Legal|Finance|Human|Resources|Quality|Assurance|Site|Reliability|Engineering|Engineer|Operations|Platform|Infrastructure)$/;

/** Finds people by the words around them. On only when names are asked for (M37). */
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
    }
  }
}

/** A person's name as far as form can say: capitalised words, none of which is a word of the trade. */
export function isPersonName(name: string, single: boolean): boolean {
  const words = name.split(' ');
  if (words.length === 1 && !single) return false;
  if (words.length > 5 || name.startsWith('Person-')) return false;
  return words.every((word) => !THINGS.test(word));
}

/** A name, `Last, First`, or a name with something in brackets behind it. */
const NAME_VALUE = new RegExp(`^(${FULL}|${WORD}(?:, ${WORD}){0,2})(?: [(<][^()<>]{1,80}[)>])?$`, 'u');

/** A value of a key that holds people (`author`, `full_name`). */
export function isNameValue(value: string): boolean {
  const bare = NAME_VALUE.exec(value)?.[1];
  return bare !== undefined && isPersonName(bare.replace(',', ''), true);
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
