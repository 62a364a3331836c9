/**
 * Colours of series, for both themes: Paul Tol's "muted" scheme with four of "bright", told apart by colour-blind readers and of
 * at least 3:1 contrast with a light or a dark page where the theme's variant is used (palette.css).
 */
export const COLOURS = Array.from(
  { length: 12 },
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
