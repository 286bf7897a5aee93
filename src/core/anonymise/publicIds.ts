/**
 * The id of an object at Stripe (a payment, a customer, a price), which opens nothing without a key. What follows its
 * letters in a client secret (`…_secret_…`) does.
 */
export function isStripeObject(value: string): boolean {
  return /^(?:pi|ch|evt|price|cus|sub|in|prod|pm|seti|txn)_[A-Za-z0-9]{14,}$/.test(value);
}

/** Numbers that networks of cards and payment services publish for tests, the first four digits apart. */
const TEST_CARDS = new Set(
  '4242~424242424242 4111~111111111111 4012~888888881881 4222~222222222 4005~519200000004 4012~000077777777 4917~610000000000 4444~333322221111 4007~000000027 5555~555555554444 5555~341244441115 5105~105105105100 5200~828282828210 5454~545454545454 5424~000000000015 5500~000000000004 2223~003122003222 2223~000048400011 3782~82246310005 3714~49635398431 3787~34493671000 3700~00000000002 6011~111111111117 6011~000990139424 6011~981111111113 6011~000000000012 3056~9309025904 3852~0000023237 3056~930009020004 3622~7206271667 3566~002020360505 3530~111333300000 3566~111111111113 6555~900000604105 6200~000000000005 6759~649826438453'
    .replaceAll('~', '')
    .split(' '),
);

/**
 * True for a card that nobody has: one of those, or Stripe's for countries and errors (40000, a country or zeros, zeros,
 * what is to happen).
 */
export function isTestCard(digits: string): boolean {
  return TEST_CARDS.has(digits) || /^40000[05]\d{3}000\d{4}$|^4000056655665556$/.test(digits);
}

/** Secrets that documentation shows and emulators have: a part that stands in no other. */
const DOCUMENTED =
  /EXAMPLE(?:KEY)?$|Eby8vdM02x|C2y6yDjf5\/|SflKxwRJSM|TJVA95OrM7|dBjftJeZ4C|6LeIxAcTAAAAA|^[123]x0{15,}[0-9A-F]{2}$|JBSWY3DPEHPK3PXP|GEZDGNBVGY3T/;

/** True for a secret that everybody knows from a manual. */
export function isDocumented(value: string): boolean {
  return DOCUMENTED.test(value);
}
