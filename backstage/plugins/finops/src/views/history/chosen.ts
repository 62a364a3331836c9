/** What a series can be of. */
export const LEVELS = [
  'total',
  'domain',
  'family',
  'product',
  'application',
] as const;
export type Level = (typeof LEVELS)[number];

/** One series as an address names it: `total`, `family:object_storage`. */
export interface Chosen {
  level: Level;
  /** Empty for the total. */
  id: string;
}

export const MOST_SERIES = 10;
export const MOST_VIEWS = 5;

export function written({ level, id }: Chosen): string {
  return level === 'total' ? level : `${level}:${id}`;
}

/** What an address says, each once; what is no series is left out. */
export function chosenOf(said: readonly string[]): Chosen[] {
  const known = new Map<string, Chosen>();
  for (const text of said) {
    const [level, ...rest] = text.split(':');
    const found = LEVELS.find(each => each === level);
    const id = found === 'total' ? '' : rest.join(':');
    if (found && (found === 'total' || id)) {
      known.set(written({ level: found, id }), { level: found, id });
    }
  }
  return [...known.values()].slice(0, MOST_SERIES);
}
