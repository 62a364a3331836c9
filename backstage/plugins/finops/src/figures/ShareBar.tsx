import type { Amount } from '../api/amount';
import styles from './figures.module.css';
import { useFormats } from './useFormats';

interface ShareBarProps {
  /** 0.125: an eighth. null: unknown. */
  share: Amount | null;
  colour: string;
}

/** A part of a whole, as a bar and in percent. */
export function ShareBar({ share, colour }: ShareBarProps) {
  const formats = useFormats();
  if (share === null) {
    return <span className={styles.muted}>–</span>;
  }
  const part = Math.min(Math.max(Number(share), 0), 1);
  return (
    <span className={styles.share}>
      <span className={styles.shareTrack} aria-hidden>
        <span
          className={styles.shareBar}
          style={{ width: `${(part * 100).toFixed(2)}%`, background: colour }}
        />
      </span>
      <span className={styles.shareFigure}>{formats.share(share)}</span>
    </span>
  );
}
