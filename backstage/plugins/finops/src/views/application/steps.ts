import { sumOf, type Amount } from '../../api/amount';
import type { Line } from './useApplication';

const CAUSES = ['quantityEffect', 'priceEffect', 'otherEffect'] as const;

/** Why a product's cost changed: more or less was used, its price changed, or neither says it. */
export type Cause = (typeof CAUSES)[number];

export interface Step {
  /** Absent: all that is too small to be shown on its own. */
  product?: Line;
  cause?: Cause;
  effect: Amount;
}

/** A product's lines are one for each metric; INDIRECT costs have no product, but a domain. */
function keyOf({ domainId, productId }: Line): string {
  return `${domainId}/${productId}`;
}

function effectsOf(products: readonly Line[]): Step[] {
  const lines = new Map<string, Line[]>();
  for (const line of products) {
    lines.set(keyOf(line), [...(lines.get(keyOf(line)) ?? []), line]);
  }
  return [...lines.values()].flatMap(of =>
    CAUSES.map(cause => ({
      product: of[0],
      cause,
      effect: sumOf(of.flatMap(line => line[cause] ?? [])),
    })),
  );
}

/**
 * The way from one month's cost to another's: the `most` largest effects of products, the largest first, and the rest as one
 * step, so that they add up to `change` with every digit. Effects below `least` of the largest are of the rest as well.
 */
export function stepsOf(
  products: readonly Line[],
  change: Amount,
  { most = 8, least = 0.01 } = {},
): Step[] {
  const size = ({ effect }: Step) => Math.abs(Number(effect));
  const effects = effectsOf(products)
    .filter(step => size(step) > 0)
    .sort((one, other) => size(other) - size(one));
  const threshold = effects[0] ? size(effects[0]) * least : 0;
  const shown = effects.slice(0, most).filter(step => size(step) >= threshold);
  const rest = sumOf(
    [change],
    shown.map(({ effect }) => effect),
  );
  return Number(rest) === 0 ? shown : [...shown, { effect: rest }];
}
