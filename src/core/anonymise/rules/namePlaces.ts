import { END, FULL, HAN, INITIALS, NAME_WITHOUT_CASE, WORD } from '../nameShapes';
import { fold, GIVEN } from '../nameWordLists';
import { isPersonName } from '../names';
import { withPlainLetters } from '../plainLetters';
import { rulesLike } from './rulesLike';

const FULL_OR_INITIALS = `(${FULL}|${INITIALS})${END}`;
const NAME_KEY = `["'\`]?\\s{0,3}(?:[:=]|=>)\\s{0,3}["'\`]?`;

/** Capitalised and no person, where one word is all there is: tools, departments, what a form says of a field. */
const NO_NAME = new Set(
  `Webpack Vite Nginx Django Flask Celery Bazel Gradle Maven Cargo Poetry Claude Gemini Cursor Siri Alexa Cortana Datadog
  Sentry Splunk Airflow Dagster Snowflake Databricks Looker Tableau Okta Keycloak Istio Envoy Traefik Caddy Hasura Prisma
  Supabase Firebase Hibernate Tomcat Jetty Netty Symfony Laravel Rails Sidekiq Puma Elixir Phoenix Haskell Scala Clojure
  Erlang Julia Fortran Matlab Perl Dependabot Renovate Chromatic Procurement Compliance Payroll Accounting Recruiting
  Leadership Ops Devops Dev Eng Infra Backend Frontend Payments
  Varchar Char Column Str Faker Joi Yup Zod Maybe Either Nullable Nothing Folks All Guys Team Friends God Goodness
  Perf Cleanup Docs Types Refactoring Upstream Later Deprecated Breaking Deps Tests Sorry Obviously`.split(
    /\s+/,
  ),
);
const isSingleName = (value: string): boolean =>
  GIVEN.has(fold(value)) || (!NO_NAME.has(value) && isPersonName(value, true));

const name = rulesLike({
  category: 'names',
  tier: 'name',
  rewrite: { as: 'person' },
  weight: 48,
  learn: true,
  accept: (value) => isPersonName(value, true),
});
const single = { accept: isSingleName };

/** Mailboxes that no person reads. */
const SHARED_MAILBOX =
  /^(?: ?<|,|:mailto:)(?:no-?reply|support|info|hello|team|bot|security|admin|contact|dev|sales|noc|ops|help|builds?|ci|releases?|notifications?|announce|[\w-]{1,40}-(?:dev|team|users|announce|bot|list))@/i;

/** Who a record is about. */
const PERSON_KEYS =
  'user patient contact customer employee owner assignee author client person member student reporter reviewer manager sender recipient creator doctor driver passenger guest payer payee maintainer contributor applicant candidate'.split(
    ' ',
  );
const PERSON_KEY = `(?:${PERSON_KEYS.join('|')})s?`;

/** Parts of names, as keys have them. */
const PART =
  '(?:first|last|middle|given|family|sur|fore|maiden|preferred|FIRST|LAST|MIDDLE|GIVEN|FAMILY|SUR)[ _-]?(?:name|Name|NAME)|Vorname|vorname|Nachname|nachname|Familienname|pr[ée]nom|Pr[ée]nom|apellidos?|Apellidos?|cognome|Cognome|sobrenome|Sobrenome|imię|Imię|nazwisko|Nazwisko|voornaam|achternaam|förnamn|efternamn|fornavn|etternavn';

const CYRILLIC_OR_GREEK =
  '[\\u0386-\\u03ab\\u0400-\\u042f][\\u03ac-\\u03ff\\u0430-\\u045f]{1,20}(?:-[\\u0400-\\u042f][\\u0430-\\u045f]{1,20})?';
const LABELS_WITHOUT_CASE =
  '作者 担当者 担当 氏名 姓名 名前 著者 作成者 報告者 承認者 负责人 联系人 审核人 创建者 开发者 提交者 作成 작성자 담당자 이름 성명 개발자'.split(
    ' ',
  );
const LABELS_WITH_CASE =
  'Автор Имя ФИО Исполнитель Ответственный Фамилия Отчество Разработчик Контакт Заказчик Клиент Пациент Рецензент Сотрудник Автори Ім’я Συγγραφέας Όνομα Υπεύθυνος'.split(
    ' ',
  );
const NOBODY =
  /^(?:未定|不明|未知|匿名|管理员|管理者|なし|系统|系統|無し|未割当|없음|미정|관리자|시스템|Неизвестно|Нет|Система|Не)/;

/** Places where a person's name stands, whatever the name: looked for only when names are. */
export const NAME_RULES = [
  name(
    'name-before-mail',
    '@',
    new RegExp(
      `((?:^|[\\n\\r"'\`(\\[,;:=>*-] ?|\\d,|[ \\t]))(${FULL})(?= ?<[^<>\\s@]{1,64}@|:mailto:|,[\\w.+-]{1,64}@)`,
      'gu',
    ),
    {
      accept: (value, text, start) =>
        isPersonName(value, false) &&
        !/^(?:Ping|Contact|Email|Mail|Ask|Tell|Cc|Write|Call|Reach|From|To|By|See|Forward|Notify|Send|Via) /.test(
          value,
        ) &&
        !SHARED_MAILBOX.test(text.slice(start + value.length, start + value.length + 60)),
    },
  ),
  name(
    'name-of-author',
    '__author__|__maintainer__|__credits__|author:: |spdx-file|\\author{',
    new RegExp(
      `((?:__(?:author|maintainer|credits)__\\s?=\\s?[[(]?["']|\\.\\. (?:module|code|section)author:: |SPDX-File(?:CopyrightText|Contributor): (?:(?:©|\\([cC]\\)) ?)?(?:\\d{4}(?:[-–]\\d{4})?,? )?|\\\\author\\{))${FULL_OR_INITIALS}`,
      'gu',
    ),
  ),
  name(
    'name-in-minutes',
    'present: |chair: |absent: |regrets: |apologies: |facilitator: |scribe: |taker: |minutes by|attendance: |presenter: |invitees: |(chair), |(scribe), |(host), |(remote), |(notes), |(minutes), ',
    new RegExp(
      `((?<![\\p{L}])(?:Present|Chair|Absent|Regrets|Apologies|Facilitator|Scribe|[Nn]ote-?[Tt]aker|Minutes by|In attendance|Presenter|Invitees): |(?<![\\p{L}])Minutes by |\\((?:chair|scribe|host|remote|notes|minutes)\\), )${FULL_OR_INITIALS}`,
      'gu',
    ),
  ),
  name(
    'name-in-directory',
    'cn: |cn=|displayname: |gecos: ',
    new RegExp(`((?:^|[\\n\\r])(?:cn|displayName|gecos): |\\b(?:cn|CN)=)(${FULL})(?=[,\\n\\r;:]|$)`, 'gu'),
  ),
  name(
    'name-thanked',
    '(thanks |(thanks, |(thanks to|(credit to|(credits to|(kudos to|(h/t |(cc ',
    new RegExp(`(\\((?:[Tt]hanks,?(?: to)?|[Cc]redits? to|[Kk]udos to|h/t|cc) @?)${FULL_OR_INITIALS}`, 'gu'),
  ),
  name(
    'name-in-blame',
    ' 0000-00-00 00:00:00 +| 0000-00-00 00:00:00 -',
    new RegExp(
      `(\\()(${FULL}|${INITIALS}|${WORD})(?= {1,30}\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d [+-]\\d{4})`,
      'gu',
    ),
  ),
  name(
    'name-of-person-key',
    PERSON_KEYS.flatMap((key) => [':', '":', "':", ' =', '={'].map((sign) => key + sign)).join('|'),
    new RegExp(
      `((?<![\\p{L}])${PERSON_KEY}["']?\\s{0,3}[:=]\\s{0,3}(?:[[{]\\s{0,12}){0,2}(?:-\\s)?(?:["']?\\w{1,20}["']?:\\s?["']?[\\w.@-]{1,40}["']?,?\\s{1,8}){0,2}["']?name["']?\\s{0,3}[:=]\\s{0,3}["']?)(${FULL})(?=["'\\n\\r,}]|\\s{0,3}$)`,
      'gu',
    ),
  ),
  name(
    'name-beside-contact',
    'mail":|mail\':|mail: |mail =|mail=|phone":|phone: |mobile":|mobile: |age":| age: |birth|gender":|gender: |salary',
    new RegExp(
      `((?<![\\w-])["']?(?:name|Name)["']?\\s{0,3}[:=]\\s{0,3}["'\`]?)(${FULL})(?=["'\`]?[,;]?\\s{1,20}["']?(?:e-?mail|mail|phone|mobile|age|birth\\w{0,8}|dob|gender|salary)["']?\\s{0,3}[:=])`,
      'gu',
    ),
  ),
  name(
    'name-behind-mail',
    'mail":|mail\':|mail: |mail =',
    new RegExp(
      `((?<![\\w-])["']?e?-?mail["']?\\s{0,3}[:=]\\s{0,3}["']?[^"'\\s,]{3,80}["']?,?\\s{1,20}["']?name["']?\\s{0,3}[:=]\\s{0,3}["'\`]?)(${FULL})(?=["'\`\\n\\r,}]|\\s{0,3}$)`,
      'gu',
    ),
  ),
  name(
    'name-inserted',
    'insert into',
    new RegExp(
      `(\\((?:[^()]{0,120}\\b)?(?:full|display|customer|patient|employee|contact|real|user|owner|author)_?[Nn]ame\\b[^()]{0,120}\\)\\s{1,3}[Vv](?:alues|ALUES)\\s{0,3}\\((?:[^()']{0,40}|'[^'()]{0,60}'){0,6}')(${FULL})(?=')`,
      'gu',
    ),
  ),
  name(
    'name-in-event',
    'during the ',
    new RegExp(`(\\b[Dd]uring the [a-z]{3,20},? )(${FULL})(?= [a-z]{3,15}ed )`, 'gu'),
  ),
  name(
    'name-with-title-and-initials',
    'mr. |mr |mrs|ms. |dr. |prof|herr |frau |miss |sir |rev',
    new RegExp(
      `((?<![\\p{L}])(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Herr|Frau|Sir|Lady|Rev)\\.? )((?:\\p{Lu}\\. ?){1,3}${WORD})(?![\\p{L}\\p{N}])`,
      'gu',
    ),
    { weight: 49 },
  ),
  name(
    'name-part',
    'first name|first_name|firstname|first-name|last name|last_name|lastname|last-name|middle_name|middlename|given name|given_name|givenname|family name|family_name|familyname|surname|forename|maiden|vorname|nachname|familienname|prenom|prénom|apellido|cognome|sobrenome|imię|nazwisko|voornaam|achternaam|förnamn|efternamn|fornavn|etternavn|preferred_name|preferredname',
    new RegExp(
      `((?<![\\p{L}])(?:${PART})${NAME_KEY})(${WORD}(?:[ -]${WORD})?)(?=["'\`]|[,;}|&\\n\\r]|\\s{0,3}$)`,
      'gu',
    ),
    single,
  ),
  name(
    'name-single',
    'spoke to |spoke with |talked to |talked with |met with |paired with |assigned to |assign to |ask |asked |cc |cc: |thanks |ping |todo(|fixme(|hack(|xxx(|note(',
    new RegExp(
      `((?<![\\p{L}])(?:[Ss]poke (?:to|with)|[Tt]alked (?:to|with)|[Mm]et with|[Pp]aired with|[Aa]ssign(?:ed)? to|[Aa]sk(?:ed)?|(?:cc|CC|Cc):?|[Tt]hanks,?|[Pp]ing(?:ed)?) @?|\\b(?:TODO|FIXME|HACK|XXX|NOTE)\\(@?)(${WORD})(?=[.,!?)]|\\s{0,2}(?:$|[\\n\\r])| (?:about|for|on|to|if|whether|when|what|why|how|and|before|in|yesterday|today|tomorrow|who|first) ?)(?!, [a-z]{1,20}[.,]? [A-Z])`,
      'gu',
    ),
    single,
  ),
  name(
    'name-without-case',
    LABELS_WITHOUT_CASE.join('|'),
    new RegExp(
      `((?:${LABELS_WITHOUT_CASE.join('|')})(?:名|姓名)?["']? ?[:：=] ?["'「]?)(${NAME_WITHOUT_CASE})(?![${HAN}가-힣ァ-ヶー])`,
      'gu',
    ),
    { accept: (value) => !NOBODY.test(value) },
  ),
  name(
    'name-in-cyrillic-or-greek',
    LABELS_WITH_CASE.join('|'),
    new RegExp(
      `((?:${LABELS_WITH_CASE.join('|')})["']?[ ]?[:：=][ ]?["'«]?)(${CYRILLIC_OR_GREEK}(?: ${CYRILLIC_OR_GREEK}){0,2})`,
      'gu',
    ),
    { accept: (value) => !NOBODY.test(value) },
  ),
].map((rule) => ({ ...rule, pattern: withPlainLetters(rule.pattern) }));
