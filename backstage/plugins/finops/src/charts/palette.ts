/**
 * Colours of series, for both themes (palette.css): the first after Paul Tol's "muted" scheme, which colour-blind readers tell
 * apart, all with a contrast of 3:1 or more with the page. No palette keeps sixteen apart for everyone: bars have an edge,
 * lines a pattern, and every chart a hint and a table.
 */
export const COLOURS = Array.from(
  { length: 16 },
  (_, index) => `var(--finops-series-${index})`,
);

/** What is left over when only some of many are shown. */
export const OTHERS = 'var(--finops-series-others)';

function hash(text: string): number {
  let value = 0x811c9dc5; // FNV-1a, 32 bits
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value >>> 0;
}

/**
 * A colour of its own for each id, the same on every view and in every session: it follows from the id, and where two ids want
 * one, the later of them in the alphabet gets the next that is free. With more ids than colours they are used again. Colours that
 * others have `already` are used last.
 */
export function coloursOf(
  ids: readonly string[],
  already: readonly string[] = [],
): Map<string, string> {
  const taken = new Map<string, string>();
  const free = new Set(COLOURS.keys());
  already.forEach(colour => free.delete(COLOURS.indexOf(colour)));
  for (const id of [...ids].sort()) {
    if (free.size === 0) {
      COLOURS.forEach((_, index) => free.add(index));
    }
    let slot = hash(id) % COLOURS.length;
    while (!free.has(slot)) {
      slot = (slot + 1) % COLOURS.length;
    }
    free.delete(slot);
    taken.set(id, COLOURS[slot] ?? OTHERS);
  }
  return taken;
}
