import type { RuleExamples } from './examples';

export const personalExamples: RuleExamples = {
  email: {
    examples: [
      'mail jo.mo@~fernhill-metrics.com now',
      'Jo <jo+x@~mail.fernhill.co.uk>',
      "owner = 'jo.mo@~fernhill-metrics.com';",
      "owner='jo.mo@~fernhill-metrics.com'",
      "pat.o'brien@~fernhill-metrics.com",
    ],
    counterExamples: [
      'dev@example.com',
      'git@github.com:denoland/deno.git',
      '@scope/name@1.2.3',
      'icon@2x.png',
      'sshd@2.service',
    ],
  },
  'email-after-sign': {
    examples: ['?to=jo.mo@~fernhill-metrics.com&x=1', 'mailto:jo@~fernhill.dev'],
    counterExamples: ['?to=dev@example.com'],
  },
  'email-encoded': {
    examples: ['/u?mail=jo.mo%40~fernhill.dev&c=3'],
    counterExamples: ['/u?mail=dev%40example.com'],
  },
  'email-quoted': {
    examples: ['to "jo mo"@~fernhill.dev'],
    counterExamples: ['"jo mo"@example.com', 'key="@scope/name"'],
  },
  'email-spelled-out': {
    examples: ['write to jo.mo [at~] fernhill [dot~] com', 'jo.mo at~ fernhill dot~ com'],
    counterExamples: ['look at docs.example.com', 'meet at 5 dot com'],
  },
  'phone-international': {
    examples: [
      'call +49 89~ 636-48018 now',
      '+14152~260123',
      'rang +1 (503)~ 226-1234 twice',
      '0044 161~ 496 0123',
    ],
    counterExamples: ['12:00:00+02:00', '1+2+3', '2024-01-01T00:00:00+0200', 'a+1234'],
  },
  'phone-north-american': {
    examples: ['call (503)~ 226-1234 now', '503-226~-1234'],
    counterExamples: ['1-800', '978-0-13-468599-1', '503-226', '2024-226-1234'],
  },
  'phone-with-word': {
    examples: ['Tel. 030~/1234567', 'phone: 0171~ 1234567', 'call 0161~ 496 0123'],
    counterExamples: [
      'call 42 times',
      'called 1000000 times',
      'mobile breakpoint 640 768 1024',
      'phone number format',
      'called 2024-01-01',
    ],
  },
  'phone-national': {
    examples: ['joignable au 06 12~ 34 56 78', '0161~ 496 0123', '030~/12345678'],
    counterExamples: ['00 00 00', '2024/01/01'],
  },
  card: {
    examples: ['card 4539~148803436467 stored', '5512 7834~ 0916 2733', '3746 519283~ 04177'],
    counterExamples: [
      '4111111111111112',
      '1234567812345678',
      '1712345678901',
      '4242 4242 4242 4242',
      '4000~000000009995',
      '378282~246310005',
    ],
  },
  'card-code-beside': {
    examples: ['exp 06/28 cvv 39~1'],
    counterExamples: ['cvv must be 3 digits', 'cvv 3 digits'],
  },
  iban: {
    examples: ['to GB82WEST~12345698765432 today', 'DE89 3704~ 0044 0532 0130 00'],
    counterExamples: ['GB82WEST12345698765433', 'AB12 3456'],
  },
  'us-ssn': { examples: ['SSN 123-45~-6780 leaked'], counterExamples: ['000-12-3456', '2024-01-0123'] },
};
