import { useFormats } from '../../figures/useFormats';
import styles from './admin.module.css';

/** A time in a table. */
export function Time({ at }: { at: string | null }) {
  const formats = useFormats();
  return (
    at && (
      <time dateTime={at} className={styles.time}>
        {formats.time(at)}
      </time>
    )
  );
}

/** What somebody wrote, in a table. */
export function Words({ children }: { children: string | null }) {
  return children && <span className={styles.text}>{children}</span>;
}
