import type { RuleExamples } from './examples';

export const nationalIdsExamples: RuleExamples = {
  'br-cpf': { examples: ['CPF 529.982~.247-25'] },
  'br-cnpj': { examples: ['11.222.333/0001~-81'] },
  'cl-rut': { examples: ['12.345.678~-5'] },
  'es-dni': { examples: ['DNI 1234~5678Z'] },
  'fr-nir': { examples: ['NIR 2 55 08 14~ 168 025 38'] },
  'cn-id': { examples: ['1101051949~1231002X'] },
  'se-personnummer': { examples: ['811218-~9876'] },
  'fi-hetu': { examples: ['131052-~308T'] },
  'be-national-number': { examples: ['85.07.30~-033.28'] },
  'in-aadhaar-spaced': { examples: ['2341 2341~ 2346'] },
  'it-codice-fiscale': { examples: ['RSSMRA85~T10A562S'] },
  'mx-curp': { examples: ['HEGG560427~MVZRRL04'] },
  'uk-nino-plain': { examples: ['AB 12 34~ 56 C'] },
  'ch-ahv': { examples: ['756.1234~.5678.97'] },
  'ch-ahv-compact': { examples: ['756921707~6985'] },
  'ae-emirates-id': { examples: ['784-1980-1234~567-1'] },
  'in-pan': { examples: ['ABCPE12~34F'] },
  'kr-rrn-plain': { examples: ['900101-12~34567'] },
};
