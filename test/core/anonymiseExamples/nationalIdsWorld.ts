import type { RuleExamples } from './examples';

export const nationalIdsWorldExamples: RuleExamples = {
  'us-ssn-plain': { examples: ['SSN: 12345~6780'] },
  'us-ein': { examples: ['EIN 12-34~56789'] },
  'us-medicare': { examples: ['Medicare 2123 4567~0 1'] },
  'ca-sin': { examples: ['SIN 046 454~ 286'] },
  'au-number': { examples: ['TFN 123 456~ 782'] },
  'nz-ird': { examples: ['IRD 49-091~-850'] },
  'br-number': { examples: ['CPF 529982~24725'] },
  'latin-number': { examples: ['CURP HEGG560427~MVZRRL04'], counterExamples: ['RFC 8259'] },
  'latin-cedula-plain': { examples: ['cedula 10203~04050'] },
  'in-aadhaar': { examples: ['Aadhaar 2341 2341~ 2346'] },
  'in-number': { examples: ['GSTIN 27AAPFU0~939F1ZV'] },
  'east-asian-number': { examples: ['My Number 1234 5678~ 9018'] },
  'south-east-asian-number': { examples: ['NRIC S12345~67D'] },
  'south-asian-number': { examples: ['CNIC 12345-12345~67-1'] },
  'middle-eastern-number': { examples: ['teudat zehut 12345~6782'] },
  'african-number': { examples: ['SA ID 8001015009~087'] },
};
