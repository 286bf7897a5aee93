import { digitsOf, type NamedNumbers } from './named';

/** Numbers that states outside Europe give to people, by the word for them. */
export const worldNumbers: NamedNumbers = {
  rows: String.raw`
us-ssn-plain
  ssn|social security|social sec|itin|soc sec
  000[- ]?00[- ]?0000
us-ein
  ein|fein|employer id|employer identification
  00-?0{7}
us-medicare
  medicare|medicare beneficiary|mbi|medicaid
  [1-9][A-Z][A-Z0-9]0-?[A-Z][A-Z0-9]0-?[A-Z]{2}00|0000[ -]?00000[ -]?0(?:[ /-]?0)?
ca-sin
  sin|social insurance|nas
  000[ -]000[ -]000|0{9}
au-number
  tfn|tax file|abn|acn|crn|centrelink
  000[ -]?000[ -]?0{2,3}|00[ -]?000[ -]?000[ -]?000|000 ?000 ?000[A-Z]
nz-ird
  ird|nhi|inland revenue
  0{2,3}-?000-?000|[A-HJ-NP-Z]{3}0000
br-number
  cpf|cnpj|rg|cnh|pis|nis|titulo de eleitor|título de eleitor
  000\.?000\.?000-?00|00\.?000\.?000/?0000-?00|0{1,2}\.000\.000-[\dXx]|000\.00000\.00-0|0{11,12}
latin-number
  curp|cuit|cuil|cédula|cedula|cédula de ciudadanía|cedula de ciudadania|nuip|cédula de identidad|carnet de identidad|=RFC|=RUT|=RUN|=CI|=NIT|=CC|=C\.C\.|=RUC|=rut|=rfc|=nit
  [A-Z]{4}000000[HM][A-Z]{5}[A-Z0-9]0|[A-ZÑ&]{3,4}000000[A-Z0-9]{3}|00-?0{8}-?0|0{1,3}(?:\.000){2,3}(?:-[\dkK])?|0{7,9}-[\dkK]|000-?0{7}-?0
latin-cedula-plain
  cédula|cedula|cédula de ciudadanía|cedula de ciudadania|carnet de identidad
  0{6,11}
in-aadhaar
  aadhaar|aadhar|uidai|adhaar|आधार
  0000[ -]?0000[ -]?0000
in-number
  gstin|gst|pan|voter id|epic
  00[A-Z]{5}0000[A-Z][A-Z0-9]Z[A-Z0-9]|[A-Z]{5}0000[A-Z]|[A-Z]{3}0{7}
east-asian-number
  my number|mynumber|個人番号|マイナンバー|身份证|身份證|身分證|身分證字號|身分证|身份证号|台灣身分證|taiwan id|taiwan national id|arc number|resident identity|주민등록번호|주민번호|외국인등록번호|rrn|frn|hkid|hong kong id|hong kong identity|香港身份證
  0000[ -]?0000[ -]?0000|0{17}[\dXx]|000000-?[1-8]000000|[A-Z]{1,2}000000\(?[0-9A]\)?|[A-Z]000000\([0-9A-Z]\)|[A-Z][12]0{8}
south-east-asian-number
  nric|fin|uen|singpass|mykad|ic|thai id|thai national id|thai citizen id|nik|ktp|npwp|cccd|cmnd|cmt|philsys|psn|umid|tin ph|phil health|sss
  [STFGMstfgm]0{7}[A-Za-z]|000000-00-0000|0-?0000-?00000-?00-?0|0{16}|00\.000\.000\.0-000\.000|0{12}|0000-0000-0000-0000|00-0{7,9}-0|0000-0{7}-0
south-asian-number
  cnic|nicop|nid|smart card no|nic
  00000-?0{7}-?0|0{10}|0{17}|0{9}[VXvx]|0{12}
middle-eastern-number
  emirates id|teudat zehut|תעודת זהות|israeli id|iqama|civil id|saudi id|qid|cpr bahrain|kuwait id
  784-?0000-?0{7}-?0|0{9,12}
african-number
  sa id|south african id|rsa id|nin|bvn|ghana card|huduma|kra pin
  0{13}|0{11}|GHA-0{9}-0|[A-Z]0{9}[A-Z]|0{8}`,
  extras: { 'african-number': { check: (value) => digitsOf(value).length >= 8 } },
};
