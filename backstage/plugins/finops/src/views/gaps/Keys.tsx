import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Answer } from '../../api/FinopsClient';
import styles from './gaps.module.css';
import { Quantity } from './Quantity';
import { gapsTranslationRef } from './translation';

type Key = Answer<'/v1/local/unallocated'>['data'][number]['keys'][number];

/** The largest keys, with how much each has; who names none stands among them, and a long list's rest at its end. */
export function Keys({ keys }: { keys: readonly Key[] }) {
  const { t } = useTranslationRef(gapsTranslationRef);
  const named = ({ foreignKey, keyCount }: Key) => {
    if (foreignKey !== null) {
      return <code>{foreignKey}</code>;
    }
    return (
      <em>{keyCount === 0 ? t('noKey') : t('others', { count: keyCount })}</em>
    );
  };
  return (
    <ul className={styles.keys}>
      {keys.map(key => (
        <li key={`${key.sourceSystem}/${key.foreignKey}/${key.keyCount}`}>
          {named(key)}
          <span className={styles.beside}>
            {key.sourceSystem} · <Quantity of={key.quantity} />
          </span>
        </li>
      ))}
    </ul>
  );
}
