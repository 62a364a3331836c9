/** Where something stands on a scale, as CSS percentages. */
export interface Placed {
  /** Where it begins. */
  from: string;
  width: string;
  /** The level that it leads to. */
  at: string;
}

const percent = (share: number) => `${(share * 100).toFixed(2)}%`;

/** A start and the steps from it on one scale, from the lowest level that is reached to the highest. */
export function placed(
  start: number,
  effects: readonly number[],
): { start: Placed; steps: Placed[]; end: Placed } {
  const levels = [start];
  for (const effect of effects) {
    levels.push((levels.at(-1) ?? start) + effect);
  }
  const low = Math.min(...levels);
  const span = Math.max(...levels) - low || 1;
  const on = (level: number) => (level - low) / span;
  const between = (one: number, other: number): Placed => ({
    from: percent(on(Math.min(one, other))),
    width: percent(Math.abs(one - other) / span),
    at: percent(on(other)),
  });
  const end = levels.at(-1) ?? start;
  return {
    start: between(start, start),
    steps: effects.map((_, index) =>
      between(levels[index] ?? start, levels[index + 1] ?? start),
    ),
    end: between(end, end),
  };
}
