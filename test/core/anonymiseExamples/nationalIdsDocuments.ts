import type { RuleExamples } from './examples';

export const nationalIdsDocumentsExamples: RuleExamples = {
  passport: { examples: ['passport no C01X~00T47'] },
  'driving-licence': { examples: ["driver's license D123~-4567-8901"] },
  'licence-plate': { examples: ['licence plate M-AB~ 1234'] },
  'date-of-birth': { examples: ['DOB: 12/04~/1987'] },
  'vehicle-number': { examples: ['VIN 1HGCM826~33A004352'] },
  'device-number': { examples: ['IMEI 4901542~03237518'] },
  'bank-account': { examples: ['account number 123456~78'] },
  'account-number': {
    examples: [
      'account number 17026~12374 at bank',
      'routing number 0210~00021',
      'accountNumber: 170261~237455',
    ],
    counterExamples: [
      'account created 1702612374',
      'the account number has 10 digits',
      'account number 1111111111',
    ],
  },
  'bank-code': { examples: ['BIC DEUT~DEFF500'], counterExamples: ['Swift 5.10.1'] },
  'card-code': { examples: ['CVV: 3~91'], counterExamples: ['cvv must be 3 digits'] },
  'card-expiry': { examples: ['exp 08~/27'], counterExamples: ['expires in 08 hours'] },
  wallet: {
    examples: [
      'wallet bc1qar0srrr7xfkvy5l6~43lydnw9re59gtzzwf5mdq',
      'wallet bc1qwksmzez5g6synvyu~zec6vus7w6ku4zqzxwg6ev received it',
    ],
    counterExamples: ['the wallet received the payout'],
  },
  'medical-record': { examples: ['MRN 0047~1182'] },
  'employment-number': { examples: ['employee ID E10~4482'] },
};
