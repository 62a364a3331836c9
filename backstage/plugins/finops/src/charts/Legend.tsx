import styles from './charts.module.css';

export interface Key {
  id: string;
  label: string;
  colour: string;
  /** Of a line: SVG's stroke-dasharray, empty for a whole one. Left out: it is drawn as an area. */
  dash?: string;
  /** Of an area: what it shows is not sound, which is told by shape as well as by colour. */
  hatched?: boolean;
}

export function Legend({ keys }: { keys: readonly Key[] }) {
  return (
    <ul className={styles.legend}>
      {keys.map(key => (
        <li key={key.id} className={styles.key}>
          <KeyMark of={key} />
          {key.label}
        </li>
      ))}
    </ul>
  );
}

const LENGTH = 28;

/** What something is drawn with, beside its name. */
export function KeyMark({
  of: { colour, dash, hatched },
}: {
  of: Pick<Key, 'colour' | 'dash' | 'hatched'>;
}) {
  if (dash === undefined) {
    return (
      <span
        className={styles.swatch}
        style={{
          background: hatched
            ? `repeating-linear-gradient(45deg, ${colour} 0 2px, transparent 2px 4px)`
            : colour,
        }}
        aria-hidden
      />
    );
  }
  return (
    <svg width={LENGTH} height={8} className={styles.lineMark} aria-hidden>
      <line
        x2={LENGTH}
        y1={4}
        y2={4}
        stroke={colour}
        strokeDasharray={dash}
        strokeWidth={2.5}
      />
    </svg>
  );
}
