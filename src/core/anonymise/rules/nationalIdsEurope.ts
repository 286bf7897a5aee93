import { digitsOf, type NamedNumbers } from './named';

/** Numbers that European states give to people, by the word for them. In a named place no check digit is asked for. */
export const europeanNumbers: NamedNumbers = {
  rows: String.raw`
uk-nino
  nino|national insurance|ni #
  [A-Za-z]{2} ?00 ?00 ?00 ?[A-Da-d]
uk-nhs
  nhs|community health index|chi number
  000[ -]?000[ -]?0000
uk-utr
  unique taxpayer ref(?:erence)?|=UTR|=utr
  00000 ?00000
de-tax-id
  steuer #|steuerliche id|steueridentifikations|steuer identifikations|steuernummer|steueridnr|steuerliche identifikationsnummer|idnr|tin|tax id|tax identification|tax number|taxpayer id|vat registration
  00[ .-]?000[ .-]?000[ .-]?000|0{2,3}/0{3,4}/0{4,5}|0{9,13}|000-00-0000|00-0000000
de-identity-card
  personalausweis|personalausweisnummer|ausweis|ausweisnummer|identity card|id card|carte d.identité|cni|carta d.identità|documento de identidad|identiteitskaart|dowód osobisty|občanský průkaz|national identity card
  (?=[A-Z0-9]{0,9}000)[A-Z0-9]{7,18}
de-social-insurance
  sozialversicherung|sozialversicherungsnummer|sv nummer|svnr|rentenversicherungsnummer|rvnr|versicherungsnummer|krankenversichertennummer|krankenversicherungsnummer|versichertennummer|kvnr
  00 ?000000 ?[A-Z] ?000|[A-Z]0{9}|0000[ -]?000000|0{10}
vat-number
  vat|vat reg|ust idnr|ust id|umsatzsteuer id|umsatzsteuer identifikationsnummer|tva|tva intracom|partita iva|btw|moms|uid|mwst|iva|nif iva|p iva
  (?:ATU0{8}|BE ?[01]000\.?000\.?000|CHE[- ]?000\.?000\.?000|(?:BG|CY|CZ|DE|DK|EE|EL|ES|FI|FR|GB|HR|HU|IE|IT|LT|LU|LV|MT|NL|NO|PL|PT|RO|SE|SI|SK|XI) ?[A-Z0-9]{2} ?(?=[A-Z0-9 ]{0,6}000)[A-Z0-9]{3,10}(?: 000){0,3}|0{11})
fr-number
  nir|sécurité sociale|securite sociale|de sécu|de secu|insee|numéro fiscal|numero fiscal|spi|siret|siren|carte vitale|nuip
  [1-478] ?00 ?00 ?(?:00|2[AB]) ?000 ?000(?: ?00)?|00 ?00 ?000 ?000 ?000|000 ?000 ?000(?: ?00000)?
es-number
  dni|nie|nif|cif|contribuinte|número fiscal|seguridad social|nuss|n\.u\.s\.s
  00\.?000\.?000(?:-?[A-Za-z])?|[XYZxyz]-?0{7}-?[A-Za-z]|[A-HJ-NP-SUVW]0{7}[0-9A-J]|000 ?000 ?000|00[ /-]?0{8}[ /-]?00
pt-citizen-card
  cartão de cidadão|cartao de cidadao|citizen card|bilhete de identidade
  0{8}(?: ?0 ?[A-Z0-9]{2}0)?
it-number
  codice fiscale|cod fisc|partita iva|p iva|tessera sanitaria|=CF
  [A-Z]{6}00[A-Z]00[A-Z]000[A-Z]|0{11}|0{20}
nl-bsn
  bsn|burgerservicenummer|burgerservice|sofinummer|sofi
  000[ .]?000[ .]?000|0000[ .]00[ .]000
be-number
  rijksregisternummer|rijksregister|insz|numéro national|numero national|registre national|niss|national register
  00[. ]?00[. ]?00[ -]?000[. ]?00
nordic-number
  personnummer|person nr|pers nr|pnr|samordningsnummer|fødselsnummer|fodselsnummer|fnr|d nummer|cpr|henkilötunnus|henkilotunnus|hetu|sotu|kennitala|personal identity
  (?:00)?000000[-+ ]?0{4,5}|000000[-+A-FU-Y]000[0-9A-Y]
pl-number
  pesel|nip|regon|dowód|dowod
  0{11}|000-?000-?00-?00|000-00-00-000|0{9}|0{14}|[A-Z]{3} ?000000
cz-birth-number
  rodné číslo|rodne cislo|rč|rodné č|birth number
  000000/?0{3,4}
ch-number
  ahv|avs|ahvn13|oasi|navs
  756\.?0000\.?0000\.?00|000\.00\.000\.000
balkan-number
  oib|jmbg|emšo|emso|egn|егн|cnp|cod numeric personal|személyi szám|szemelyi szam|szemelyi|taj|adóazonosító|asmens kodas|isikukood|personas kods|umcn
  0{10,13}|0-000000-0000|000000-00000|000[ -]?000[ -]?000
ie-pps
  pps|ppsn|personal public service
  0{7}[A-Za-z]{1,2}
gr-number
  afm|αφμ|amka|αμκα
  0{9}(?:00)?
tr-identity
  tckn|tc kimlik|t\.c\. kimlik|kimlik|vkn|vergi no
  0{10,11}
ru-number
  snils|снилс|inn|инн|паспорт|pasport|rnokpp|рнокпп|ogrn|огрн
  000-000-000[ -]00|00 ?00 000000|0{10,15}
national-id
  national id|national identity|national identification|national identifier|nat id|citizen id|citizenship|identity number|identity no|identification number|government id|gov id|resident registration|resident id|personal id|personal code|personal identification|id number|identification no|document number|document no|legal id|voter id|voter card|election id|tax reference|identity
  DOCUMENT`,
  extras: {
    'ru-number': { check: (value) => digitsOf(value).length >= 10 },
    'national-id': { check: (value) => digitsOf(value).length >= 6 },
  },
};
