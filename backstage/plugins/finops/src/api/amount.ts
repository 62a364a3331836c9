import { isSafeNumber, LosslessNumber, parse } from 'lossless-json';

/**
 * An amount, quantity or price as the API sent it: a number where JavaScript holds it exactly, else its digits.
 * `String(amount)` is exact, and so is what Intl formats of it; `Number(amount)` is for drawing only.
 */
export type Amount = number | LosslessNumber;

/** A JSON text, with every number in it kept exact. Throws SyntaxError. */
export function parseExactly(text: string): unknown {
  return parse(text, null, digits =>
    isSafeNumber(digits) ? Number(digits) : new LosslessNumber(digits),
  );
}

/** A number to draw or compare with; null stays unknown. */
export function drawn(amount: Amount | null | undefined): number | null {
  return amount === null || amount === undefined ? null : Number(amount);
}

/** Amounts added up, others taken away, with every digit. */
export function sumOf(
  added: readonly Amount[],
  taken: readonly Amount[] = [],
): Amount {
  const parts = [...added, ...taken].map(partsOf);
  const places = Math.max(0, ...parts.map(part => part.places));
  const sum = parts.reduce((total, part, index) => {
    const scaled = part.digits * 10n ** BigInt(places - part.places);
    return index < added.length ? total + scaled : total - scaled;
  }, 0n);
  const sign = sum < 0n ? '-' : '';
  const digits = String(sum < 0n ? -sum : sum).padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places);
  const rest = digits.slice(digits.length - places).replace(/0+$/, '');
  return parseExactly(`${sign}${whole}${rest && `.${rest}`}`) as Amount; // a number's text
}

/** 12.50 as 1250 and 2 places; an exponent moves them. */
function partsOf(amount: Amount): { digits: bigint; places: number } {
  const [number = '0', exponent = '0'] = String(amount)
    .toLowerCase()
    .split('e');
  const [whole = '0', rest = ''] = number.split('.');
  const places = rest.length - Number(exponent);
  const digits = BigInt(`${whole}${rest}`);
  return places < 0
    ? { digits: digits * 10n ** BigInt(-places), places: 0 }
    : { digits, places };
}
