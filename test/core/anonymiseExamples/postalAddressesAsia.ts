import type { RuleExamples } from './examples';

/** Addresses of Asia and Australia, phones behind a label, places on maps. */
export const postalAddressesAsiaExamples: RuleExamples = {
  'street-australian': {
    examples: [
      'the geocoder resolves Unit 15, 40 Copperfield Parade, Cairns QLD 2208 wrongly',
      '3/12 King Street, Perth WA 6000',
    ],
    counterExamples: ['Cairns QLD 4870', 'flights from 3 Airports in SA 2024', 'see ACT 2001'],
  },
  'street-indian': {
    examples: [
      'at Flat 385, Palm Residency, MG Road, Pune 849 133 again',
      'Plot No. 12, Shanti Nagar, Jaipur - 302001',
      '14/2, Gandhi Marg, Lajpat Colony, New Delhi 110024',
    ],
    counterExamples: ['Flat 385 of the block', 'Sector 7, Phase Two', 'House No. 5, Lane Two'],
  },
  'street-japanese': {
    examples: ['He moved to 〒372-1684 大阪府吹田市千里5-16-8 in May', '東京都練馬区光が丘1-19-2'],
    counterExamples: ['東京都の天気', '大阪府 2024', '〒 is a sign'],
  },
  'street-chinese': {
    examples: ['北京市朝阳区建国路88号', '上海市浦东新区世纪大道100号15楼'],
    counterExamples: ['道路10条', '第3号文件', '公路2024'],
  },
  'street-korean': {
    examples: ['서울특별시 강남구 테헤란로 152'],
    counterExamples: ['경로 152', '서울시 강남구'],
  },
  'address-by-name': {
    examples: ['Address: Unit 27, 71 Juniper Parade, Geelong', 'address = "4 Rua Nova, Bloco B, Porto"'],
    counterExamples: [
      'Address: see below, it is long',
      'address: 10.0.0.1, port 80',
      'address = hash(a, 1)',
      'address: block 5, page 7',
      'address: "0x1234, 5"',
    ],
  },
  'phone-behind-label': {
    examples: [
      '手机：139~16721054',
      'tel. kom. 515~ 830 946',
      'the phone number 40~ 50 12 55 was stored',
      'form.phone.value = "080~-4180 0105";',
      'emergency_contact:\n  mobile: 930~ 21 135',
      'телефон: 495~ 123-45-67',
    ],
    counterExamples: [
      'phone number format',
      'mobile: 2024-01-01',
      'tel. 12',
      'phone number 1700000000',
      'mobile: 1000000 users',
    ],
  },
  'coordinates-on-map': {
    examples: [
      'https://maps.google.com/?q=56.336~228, -10.649410 points at it',
      'https://www.google.com/maps/@52.222~967,2.788914,17z',
      'https://www.openstreetmap.org/#map=18/52.222~967/2.788914',
      'POINT(2.788~914 52.222967)',
    ],
    counterExamples: ['https://maps.example.com/?zoom=12', 'point(1, 2)', '#map=18', 'sourcemaps 1.234'],
  },
  'coordinates-alone': {
    examples: ['courier was sent to 46.630~854,17.856147 which is it', 'at 52.222~967, -2.788914 today'],
    counterExamples: [
      '[0.123456, 0.234567]',
      '12.345678, 23.456789, 34.567890',
      'loss 0.123456, 0.654321',
      'between 12.5, 13.5',
      '3.14159, 2.71828',
    ],
  },
};
