import { digitsOf, type NamedNumber } from './named';

const TWELVE = '\\d{4}[ -]?\\d{4}[ -]?\\d{4}';

/** Numbers that states outside Europe give to people, by the word for them. */
export const worldNumbers: readonly NamedNumber[] = [
  {
    id: 'us-ssn-plain',
    words: 'ssn|social security|social sec|itin|soc sec',
    keywords: ['ssn', 'social sec', 'social_sec', 'socialsec', 'itin', 'soc sec'],
    shape: '\\d{3}[- ]?\\d{2}[- ]?\\d{4}',
  },
  {
    id: 'us-ein',
    words: 'ein|fein|employer id|employer identification',
    keywords: ['ein', 'employer id'],
    shape: '\\d{2}-?\\d{7}',
  },
  {
    id: 'us-medicare',
    words: 'medicare beneficiary|mbi|medicare|medicaid',
    keywords: ['medicare', 'mbi', 'medicaid'],
    shape: '[1-9][A-Z][A-Z0-9]\\d-?[A-Z][A-Z0-9]\\d-?[A-Z]{2}\\d{2}|\\d{4}[ -]?\\d{5}[ -]?\\d(?:[ /-]?\\d)?',
  },
  {
    id: 'ca-sin',
    words: 'sin|social insurance|nas',
    keywords: ['sin', 'social ins', 'social_ins', 'socialins', 'nas'],
    shape: '\\d{3}[ -]\\d{3}[ -]\\d{3}|\\d{9}',
  },
  {
    id: 'au-number',
    words: 'tfn|tax file|abn|acn|crn|centrelink',
    keywords: ['tfn', 'tax file', 'tax_file', 'taxfile', 'abn', 'acn', 'crn', 'centrelink'],
    shape:
      '\\d{3}[ -]?\\d{3}[ -]?\\d{2,3}|\\d{2}[ -]?\\d{3}[ -]?\\d{3}[ -]?\\d{3}|\\d{3} ?\\d{3} ?\\d{3}[A-Z]',
  },
  {
    id: 'nz-ird',
    words: 'ird|nhi|inland revenue',
    keywords: ['ird', 'nhi', 'inland rev'],
    shape: '\\d{2,3}-?\\d{3}-?\\d{3}|[A-HJ-NP-Z]{3}\\d{4}',
  },
  {
    id: 'br-number',
    words: 'cpf|cnpj|rg|cnh|pis|nis|titulo de eleitor|título de eleitor',
    keywords: ['cpf', 'cnpj', 'rg', 'cnh', 'pis', 'nis', 'eleitor'],
    shape:
      '\\d{3}\\.?\\d{3}\\.?\\d{3}-?\\d{2}|\\d{2}\\.?\\d{3}\\.?\\d{3}/?\\d{4}-?\\d{2}|\\d{1,2}\\.\\d{3}\\.\\d{3}-[\\dXx]|\\d{3}\\.\\d{5}\\.\\d{2}-\\d|\\d{11,12}',
  },
  {
    id: 'latin-number',
    words:
      'curp|cuit|cuil|cédula|cedula|cédula de ciudadanía|cedula de ciudadania|nuip|cédula de identidad|carnet de identidad',
    exact: 'RFC|RUT|RUN|CI|NIT|CC|C\\.C\\.|RUC|rut|rfc|nit',
    keywords: [
      'curp',
      'cuit',
      'cuil',
      'dula',
      'nuip',
      'carnet',
      'rfc',
      'rut',
      'run',
      'ci',
      'nit',
      'cc',
      'c.c',
      'ruc',
    ],
    shape:
      '[A-Z]{4}\\d{6}[HM][A-Z]{5}[A-Z0-9]\\d|[A-ZÑ&]{3,4}\\d{6}[A-Z0-9]{3}|\\d{2}-?\\d{8}-?\\d|\\d{1,3}(?:\\.\\d{3}){2,3}(?:-[\\dkK])?|\\d{7,9}-[\\dkK]|\\d{3}-?\\d{7}-?\\d',
  },
  {
    id: 'latin-cedula-plain',
    words: 'cédula|cedula|cédula de ciudadanía|cedula de ciudadania|carnet de identidad',
    keywords: ['dula', 'carnet de'],
    shape: '\\d{6,11}',
  },
  {
    id: 'in-aadhaar',
    words: 'aadhaar|aadhar|uidai|adhaar|आधार',
    keywords: ['aadha', 'uidai', 'adhaar', '0000 0000', '000000000000'],
    shape: TWELVE,
  },
  {
    id: 'in-number',
    words: 'gstin|gst|pan|pan card|voter id|epic',
    keywords: ['gstin', 'gst', 'pan', 'voter', 'epic'],
    shape: '\\d{2}[A-Z]{5}\\d{4}[A-Z][A-Z0-9]Z[A-Z0-9]|[A-Z]{5}\\d{4}[A-Z]|[A-Z]{3}\\d{7}',
  },
  {
    id: 'east-asian-number',
    words:
      'my number|mynumber|個人番号|マイナンバー|身份证|身份證|身分證|身分證字號|身分证|身份证号|居民身份证|台灣身分證|taiwan id|taiwan national id|arc number|resident identity|주민등록번호|주민번호|외국인등록번호|rrn|frn|hkid|hong kong id|hong kong identity|香港身份證',
    keywords: [
      'my number',
      'my_number',
      'mynumber',
      'taiwan',
      'arc number',
      'resident',
      'rrn',
      'frn',
      'hkid',
      'hong kong',
      '0000 0000',
      '00000000',
      '000000-0',
      '000000(0',
      'a000000',
      'a00000',
    ],
    shape: `${TWELVE}|\\d{17}[\\dXx]|\\d{6}-?[1-8]\\d{6}|[A-Z]{1,2}\\d{6}\\(?[0-9A]\\)?|[A-Z]\\d{6}\\([0-9A-Z]\\)|[A-Z][12]\\d{8}`,
  },
  {
    id: 'south-east-asian-number',
    words:
      'nric|fin|uen|singpass|mykad|ic|ic number|nric number|thai id|thai national id|thai citizen id|nik|ktp|npwp|cccd|cmnd|cmt|philsys|psn|umid|tin ph|phil ?health|sss',
    keywords: [
      'nric',
      'fin',
      'mykad',
      'ic',
      'thai',
      'nik',
      'ktp',
      'npwp',
      'cccd',
      'cmnd',
      'philsys',
      'psn',
      'umid',
      'phil',
      'sss',
      'uen',
    ],
    shape:
      '[STFGMstfgm]\\d{7}[A-Za-z]|\\d{6}-\\d{2}-\\d{4}|\\d-?\\d{4}-?\\d{5}-?\\d{2}-?\\d|\\d{16}|\\d{2}\\.\\d{3}\\.\\d{3}\\.\\d-\\d{3}\\.\\d{3}|\\d{12}|\\d{4}-\\d{4}-\\d{4}-\\d{4}|\\d{2}-\\d{7,9}-\\d|\\d{4}-\\d{7}-\\d',
  },
  {
    id: 'south-asian-number',
    words: 'cnic|nicop|nid|smart card no|nic',
    keywords: ['cnic', 'nicop', 'nid', 'nic'],
    shape: '\\d{5}-?\\d{7}-?\\d|\\d{10}|\\d{17}|\\d{9}[VXvx]|\\d{12}',
  },
  {
    id: 'middle-eastern-number',
    words: 'emirates id|teudat zehut|תעודת זהות|israeli id|iqama|civil id|saudi id|qid|cpr bahrain|kuwait id',
    keywords: [
      'emirates',
      'teudat',
      'israel',
      'iqama',
      'civil id',
      'civil_id',
      'saudi',
      'qid',
      'kuwait',
      '000000000',
    ],
    shape: '784-?\\d{4}-?\\d{7}-?\\d|\\d{9,12}',
  },
  {
    id: 'african-number',
    words: 'sa id|south african id|rsa id|nin|bvn|ghana card|huduma|kra pin',
    keywords: ['sa id', 'african id', 'rsa id', 'nin', 'bvn', 'ghana', 'huduma', 'kra pin'],
    shape: '\\d{13}|\\d{11}|GHA-\\d{9}-\\d|[A-Z]\\d{9}[A-Z]|\\d{8}',
    check: (value) => digitsOf(value).length >= 8,
  },
];
