import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Card, CardBody, Flex, Text } from '@backstage/ui';
import { RiCheckLine } from '@remixicon/react';
import { NONE } from '../../api/reserved';
import type { Answer } from '../../api/FinopsClient';
import { useRead } from '../../api/useRead';
import { useFormats } from '../../figures/useFormats';
import { monthsAfter } from '../../filters/months';
import { useMe } from '../../page/useMe';
import { Answered } from '../../states/Answered';
import { AcknowledgeDialog } from './AcknowledgeDialog';
import styles from './application.module.css';
import { applicationTranslationRef } from './translation';
import type { Application } from './useApplication';

const MONTHS = 12;

export type Anomaly = Answer<'/v1/local/anomalies'>['data'][number];

/** When it cost unlike the months before, why, and whether somebody knows of it. */
export function Anomalies({
  application: { data, meta },
}: {
  application: Application;
}) {
  const { t } = useTranslationRef(applicationTranslationRef);
  const { period, pricingView, currency, environment } = meta;
  const read = useRead(
    '/v1/local/anomalies',
    {
      query: {
        application: [data.applicationId],
        from: period ? monthsAfter(period, 1 - MONTHS) : undefined,
        to: period ?? undefined,
        pricingView: pricingView ?? undefined,
        state: 'all',
        limit: MONTHS,
      },
    },
    { enabled: period !== null && !data.reserved },
  );
  if (data.reserved) {
    return null;
  }
  return (
    <Card>
      <CardBody>
        <Flex direction="column" gap="3">
          <Text as="h3" variant="title-x-small">
            {t('anomalies')}
          </Text>
          {environment !== null && (
            <Text color="secondary">{t('allEnvironments')}</Text>
          )}
          <Answered read={read} height={80}>
            {answer => (
              <Sentences anomalies={answer.data} currency={currency} />
            )}
          </Answered>
        </Flex>
      </CardBody>
    </Card>
  );
}

function Sentences({
  anomalies,
  currency,
}: {
  anomalies: readonly Anomaly[];
  currency: string | null;
}) {
  const { t } = useTranslationRef(applicationTranslationRef);
  const { administers } = useMe();
  if (anomalies.length === 0) {
    return <Text color="secondary">{t('noAnomalies')}</Text>;
  }
  const latestFirst = [...anomalies].sort((one, other) =>
    other.period.localeCompare(one.period),
  );
  return (
    <ul className={styles.sentences}>
      {latestFirst.map(anomaly => (
        <li key={anomaly.anomalyId}>
          <Sentence anomaly={anomaly} currency={currency} />
          {!anomaly.acknowledged && administers('finops') && (
            <AcknowledgeDialog anomaly={anomaly} />
          )}
        </li>
      ))}
    </ul>
  );
}

function Sentence({
  anomaly,
  currency,
}: {
  anomaly: Anomaly;
  currency: string | null;
}) {
  const { t } = useTranslationRef(applicationTranslationRef);
  const formats = useFormats();
  const causes = anomaly.explainedBy.flatMap(
    ({ productId, productLabel, domainLabel, share }) => {
      const name = productId === NONE ? domainLabel : productLabel;
      return share === null ? [] : `${name} (${formats.share(share)})`;
    },
  );
  const { acknowledged } = anomaly;
  return (
    <div>
      <Text>
        {t(`anomaly.${anomaly.direction}`, {
          month: formats.month(anomaly.period),
          cost: formats.money(anomaly.cost, currency),
          low: formats.amount(anomaly.expectedLow),
          high: formats.amount(anomaly.expectedHigh),
        })}
      </Text>
      {causes.length > 0 && (
        <Text color="secondary">
          {' '}
          {t('explainedBy', { causes: causes.join(', ') })}
        </Text>
      )}
      <div className={styles.acknowledged}>
        {acknowledged ? (
          <>
            <RiCheckLine size={16} aria-hidden />
            {t('acknowledged', {
              by: acknowledged.by,
              day: formats.day(acknowledged.at),
            })}
            {acknowledged.comment && ` ${acknowledged.comment}`}
          </>
        ) : (
          t('open')
        )}
      </div>
    </div>
  );
}
