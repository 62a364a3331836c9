import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { RiArrowDownLine, RiArrowUpLine } from '@remixicon/react';
import { NONE } from '../../api/reserved';
import type { Answer } from '../../api/FinopsClient';
import { Money } from '../../figures/Money';
import { useFormats } from '../../figures/useFormats';
import { useLinks } from '../../filters/useLinks';
import type { ListColumn } from '../../tables/ListTable';
import styles from './rankings.module.css';
import { rankingsTranslationRef } from './translation';

type Anomaly = Answer<'/v1/local/anomalies'>['data'][number];
type Row = Anomaly & { id: string };

/** Of several months, each line says which one. */
export function useAnomalyColumns(
  currency: string | null,
  withMonth: boolean,
): ListColumn<Row>[] {
  const { t } = useTranslationRef(rankingsTranslationRef);
  const formats = useFormats();
  const month: ListColumn<Row> = {
    id: 'period',
    label: t('month'),
    cell: row => formats.shortMonth(row.period),
  };
  return [
    {
      id: 'what',
      label: t('what'),
      heads: true,
      cell: row => <Sentence anomaly={row} currency={currency} />,
    },
    ...(withMonth ? [month] : []),
    {
      id: 'cost',
      label: t('cost'),
      figure: true,
      cell: row => <Money amount={row.cost} />,
    },
    {
      id: 'deviation',
      label: t('deviation'),
      sortable: true,
      figure: true,
      cell: row => (
        <data
          value={String(row.deviation)}
          title={formats.exact(row.deviation)}
        >
          {formats.signed(row.deviation)}
        </data>
      ),
    },
    { id: 'direction', label: t('direction'), cell: row => <Way of={row} /> },
    {
      id: 'score',
      label: t('score'),
      sortable: true,
      figure: true,
      cell: row => (
        <span title={t('scoreHint')}>{formats.quantity(row.score)}</span>
      ),
    },
    { id: 'state', label: t('state'), cell: row => <State of={row} /> },
  ];
}

function Sentence({
  anomaly,
  currency,
}: {
  anomaly: Anomaly;
  currency: string | null;
}) {
  const { t } = useTranslationRef(rankingsTranslationRef);
  const formats = useFormats();
  const links = useLinks();
  const [cause] = anomaly.explainedBy;
  const href = anomaly.reserved
    ? links.gaps({ period: anomaly.period })
    : links.application(anomaly.applicationId, { period: anomaly.period });
  return (
    <span className={styles.sentence}>
      <Link href={href}>
        {t('expected', {
          application: anomaly.applicationLabel,
          cost: formats.money(anomaly.cost, currency),
          low: formats.amount(anomaly.expectedLow),
          high: formats.amount(anomaly.expectedHigh),
        })}
      </Link>
      {cause && cause.share !== null && (
        <span className={styles.beside}>
          {t('explained', {
            product:
              cause.productId === NONE ? cause.domainLabel : cause.productLabel,
            share: formats.share(cause.share),
          })}
        </span>
      )}
    </span>
  );
}

function Way({ of: { direction, deviationPercent } }: { of: Anomaly }) {
  const { t } = useTranslationRef(rankingsTranslationRef);
  const formats = useFormats();
  const Arrow = direction === 'high' ? RiArrowUpLine : RiArrowDownLine;
  return (
    <span className={styles.way}>
      <Arrow size={14} aria-hidden />
      {t(direction === 'high' ? 'higher' : 'lower')}
      {deviationPercent !== null && (
        <span className={styles.percent}>
          {formats.signedPercent(deviationPercent)}
        </span>
      )}
    </span>
  );
}

function State({ of: { acknowledged } }: { of: Anomaly }) {
  const { t } = useTranslationRef(rankingsTranslationRef);
  if (acknowledged === null) {
    return <>{t('stillOpen')}</>;
  }
  return (
    <span>
      {t('acknowledgedBy', { who: acknowledged.by })}
      <span className={styles.beside}>{acknowledged.comment}</span>
    </span>
  );
}
