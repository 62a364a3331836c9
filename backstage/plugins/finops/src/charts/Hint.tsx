import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useFormats } from '../figures/useFormats';
import styles from './charts.module.css';
import { KeyMark, type Key } from './Legend';
import { chartsTranslationRef } from './translation';

interface HintProps {
  /** What the chart says of the place that is pointed at. */
  point: {
    active?: boolean;
    label?: string | number;
    payload?: readonly { dataKey?: unknown; value?: unknown }[];
  };
  keys: readonly Key[];
  currency: string | null;
  /** What the place is called; left out: it is a month. */
  name?: (label: string) => string;
}

/** The figures of one month, beside the pointer. */
export function Hint({ point, keys, currency, name }: HintProps) {
  const { t } = useTranslationRef(chartsTranslationRef);
  const formats = useFormats();
  if (!point.active || !point.payload?.length) {
    return null;
  }
  const values = new Map(
    point.payload.map(({ dataKey, value }) => [String(dataKey), value]),
  );
  const rows = keys.filter(({ id }) => values.has(id)).reverse();
  return (
    <div className={styles.hint}>
      <strong>{(name ?? formats.month)(String(point.label))}</strong>
      <table>
        <tbody>
          {rows.map(key => {
            const value = values.get(key.id);
            return (
              <tr key={key.id}>
                <td>
                  <span className={styles.key}>
                    <KeyMark of={key} />
                    {key.label}
                  </span>
                </td>
                <td>
                  {typeof value === 'number'
                    ? formats.money(value, currency)
                    : t('notPublished')}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
