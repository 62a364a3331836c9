import type { Amount } from '../api/amount';
import styles from './figures.module.css';
import { useFormats } from './useFormats';

/** What something adds or takes away. null: unknown. */
export function Signed({ amount }: { amount: Amount | null }) {
  const formats = useFormats();
  if (amount === null) {
    return <span className={styles.muted}>–</span>;
  }
  return (
    <data
      value={String(amount)}
      className={Number(amount) === 0 ? styles.nothing : styles.figure}
      title={formats.exact(amount)}
    >
      {formats.signed(amount)}
    </data>
  );
}
