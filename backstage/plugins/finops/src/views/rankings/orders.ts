export const ORDERS = ['cost', 'growth', 'reduction', 'anomalies'] as const;
export type Order = (typeof ORDERS)[number];
export type Ranked = Exclude<Order, 'anomalies'>;

export const LEVELS = ['application', 'product', 'family', 'domain'] as const;
export type Level = (typeof LEVELS)[number];

export const AGAINST = ['previousMonth', 'lastYear'] as const;

/** What an address says, where it is one of what there is; else the first of them. */
export function oneOf<Choice extends string>(
  choices: readonly [Choice, ...Choice[]],
  said: string | undefined,
): Choice {
  return choices.find(choice => choice === said) ?? choices[0];
}

/** Smaller amounts are left out until somebody says otherwise. */
const THRESHOLD = 100;

/** The threshold that an address says; what is no amount is none. */
export function thresholdOf(said: string | undefined): number {
  const threshold = Number(said ?? THRESHOLD);
  return Number.isFinite(threshold) && threshold >= 0 ? threshold : THRESHOLD;
}
