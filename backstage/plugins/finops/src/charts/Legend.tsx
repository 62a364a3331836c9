import styles from './charts.module.css';

export interface Key {
  id: string;
  label: string;
  colour: string;
}

export function Legend({ keys }: { keys: readonly Key[] }) {
  return (
    <ul className={styles.legend}>
      {keys.map(({ id, label, colour }) => (
        <li key={id} className={styles.key}>
          <span
            className={styles.swatch}
            style={{ background: colour }}
            aria-hidden
          />
          {label}
        </li>
      ))}
    </ul>
  );
}
