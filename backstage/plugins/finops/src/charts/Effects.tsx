import type { ReactNode } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { Amount } from '../api/amount';
import { Money } from '../figures/Money';
import { Signed } from '../figures/Signed';
import { useFormats } from '../figures/useFormats';
import styles from './effects.module.css';
import { COLOURS, OTHERS } from './palette';
import { chartsTranslationRef } from './translation';

interface Changed {
  cost: Amount | null;
  previousCost: Amount | null;
  quantityEffect: Amount | null;
  priceEffect: Amount | null;
  otherEffect: Amount | null;
}

interface EffectsProps {
  of: Changed;
  /** The two months that are compared; null: there is none to compare with. */
  now: string | null;
  before: string | null;
  currency: string | null;
}

const CAUSES = ['quantityEffect', 'priceEffect', 'otherEffect'] as const;

const COLOUR_OF: Readonly<Record<(typeof CAUSES)[number], string>> = {
  quantityEffect: COLOURS[1] ?? OTHERS,
  priceEffect: COLOURS[3] ?? OTHERS,
  otherEffect: OTHERS,
};

/** Why a cost is not what it was: because of how much was used, of its price, or of neither. Chart and table in one. */
export function Effects({ of, now, before, currency }: EffectsProps) {
  const { t } = useTranslationRef(chartsTranslationRef);
  const formats = useFormats();
  if (!now || !before || CAUSES.every(cause => of[cause] === null)) {
    return (
      <Text color="secondary">
        {before ? t('effects.unknown') : t('effects.nothing')}
      </Text>
    );
  }
  // What cannot be split is said where there is such a thing.
  const causes = CAUSES.filter(
    cause => cause !== 'otherEffect' || Number(of[cause] ?? 0) !== 0,
  );
  const most = Math.max(...causes.map(cause => Math.abs(Number(of[cause]))));
  return (
    <table className={styles.effects} aria-label={t('effects.title')}>
      <tbody>
        <Month label={formats.month(before)}>
          <Money amount={of.previousCost} currency={currency} />
        </Month>
        {causes.map(cause => (
          <tr key={cause}>
            <th scope="row">
              {t(`effects.${cause}`)}
              <span className={styles.meaning}>
                {t(`effects.${cause}Meaning`)}
              </span>
            </th>
            <td className={styles.track} aria-hidden>
              <Bar of={of[cause]} most={most} colour={COLOUR_OF[cause]} />
            </td>
            <td>
              <Signed amount={of[cause]} />
            </td>
          </tr>
        ))}
        <Month label={formats.month(now)}>
          <Money amount={of.cost} currency={currency} />
        </Month>
      </tbody>
    </table>
  );
}

function Month({ label, children }: { label: string; children: ReactNode }) {
  return (
    <tr className={styles.month}>
      <th scope="row" colSpan={2}>
        {label}
      </th>
      <td>{children}</td>
    </tr>
  );
}

/** To the right of the middle what adds, to the left what takes away. */
function Bar({
  of,
  most,
  colour,
}: {
  of: Amount | null;
  most: number;
  colour: string;
}) {
  const size = most > 0 ? (Math.abs(Number(of ?? 0)) / most) * 50 : 0;
  const from = Number(of) < 0 ? 50 - size : 50;
  return (
    <span className={styles.scale}>
      <span
        className={styles.bar}
        style={{
          insetInlineStart: `${from.toFixed(2)}%`,
          width: `${size.toFixed(2)}%`,
          background: colour,
        }}
      />
    </span>
  );
}
