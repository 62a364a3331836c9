import { useEffect, useState } from 'react';
import { SearchField } from '@backstage/ui';
import { useAddressed } from '../filters/useFilters';
import styles from './tables.module.css';

const PAUSE_MS = 300;

/** A search that the address keeps, asked for when its writer pauses. */
export function AddressedSearch({
  label,
  placeholder,
  name = 'q',
}: {
  label: string;
  placeholder?: string;
  name?: string;
}) {
  const [asked = '', ask] = useAddressed(name);
  const [written, setWritten] = useState(asked);
  const [shown, setShown] = useState(asked);
  if (shown !== asked) {
    // The address was changed by something else: a link, or the browser's back.
    setShown(asked);
    setWritten(asked);
  }
  const text = written.trim();
  useEffect(() => {
    if (text === asked) {
      return undefined;
    }
    const pause = setTimeout(
      () => ask(text || undefined, { replace: true }),
      PAUSE_MS,
    );
    return () => clearTimeout(pause);
    // Only what is written starts the pause anew.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [text]);
  return (
    <SearchField
      aria-label={label}
      placeholder={placeholder ?? label}
      size="small"
      value={written}
      onChange={setWritten}
      className={styles.search}
    />
  );
}
