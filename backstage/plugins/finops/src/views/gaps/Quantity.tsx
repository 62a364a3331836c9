import type { Amount } from '../../api/amount';
import { useFormats } from '../../figures/useFormats';
import styles from './gaps.module.css';

/** Below this, two decimals would say that there is nothing. */
const SMALL = 0.01;

/** A quantity as people read it; hovering shows every digit. */
export function Quantity({ of }: { of: Amount }) {
  const formats = useFormats();
  const size = Math.abs(Number(of));
  const shown =
    size > 0 && size < SMALL
      ? formats.exact(Number(Number(of).toPrecision(2)))
      : formats.quantity(of);
  return (
    <data value={String(of)} title={formats.exact(of)}>
      {shown}
    </data>
  );
}

/** What is counted, and in which unit. */
export function Metric({ of }: { of: { metric: string; unit: string } }) {
  return (
    <>
      {of.metric}
      <span className={styles.beside}>{of.unit}</span>
    </>
  );
}
