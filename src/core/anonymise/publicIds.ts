/**
 * The id of an object at Stripe (a payment, a customer, a price), which opens nothing without a key. What follows its
 * letters in a client secret (`…_secret_…`) does.
 */
export function isStripeObject(value: string): boolean {
  return /^(?:pi|ch|evt|price|cus|sub|in|prod|pm|seti|txn)_[A-Za-z0-9]{14,}$/.test(value);
}
