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
