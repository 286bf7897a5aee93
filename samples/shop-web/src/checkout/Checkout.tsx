import { useMemo } from 'react';
import { total, type Line } from '../cart/totals';

export function Checkout({ lines, locale }: { lines: readonly Line[]; locale: string }) {
  const price = useMemo(
    () => new Intl.NumberFormat(locale, { style: 'currency', currency: 'EUR' }).format(total(lines) / 100),
    [lines, locale],
  );
  return (
    <form aria-label="Checkout">
      <output>{price}</output>
      <button type="submit">Order now</button>
    </form>
  );
}
