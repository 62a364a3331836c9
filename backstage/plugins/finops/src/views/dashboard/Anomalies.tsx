import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Card, CardBody, Flex, Link, Text } from '@backstage/ui';
import { NONE } from '../../api/reserved';
import type { Answer } from '../../api/FinopsClient';
import { useRead } from '../../api/useRead';
import { useFormats } from '../../figures/useFormats';
import { useLinks } from '../../filters/useLinks';
import { Answered } from '../../states/Answered';
import type { Dashboard } from './DashboardView';
import styles from './dashboard.module.css';
import { dashboardTranslationRef } from './translation';

const SHOWN = 5;

type Anomaly = Answer<'/v1/local/anomalies'>['data'][number];

/** What costs unlike the months before, as sentences. */
export function Anomalies({
  dashboard: { data, meta },
}: {
  dashboard: Dashboard;
}) {
  const { t } = useTranslationRef(dashboardTranslationRef);
  const links = useLinks();
  const count = data.anomalies?.count;
  const asked = {
    period: meta.period ?? undefined,
    pricingView: meta.pricingView ?? undefined,
  };
  const read = useRead(
    '/v1/local/anomalies',
    { query: { ...asked, sort: '-deviation', limit: SHOWN } },
    { enabled: Boolean(count) },
  );
  return (
    <Card>
      <CardBody>
        <Flex justify="between" align="center">
          <Text as="h3" variant="title-x-small">
            {t('anomalies')}
          </Text>
          {Boolean(count) && (
            <Link href={links.rankings({ order: 'anomalies' })}>
              {t('moreAnomalies', { all: String(count) })}
            </Link>
          )}
        </Flex>
        {count === undefined && (
          <Text color="secondary">{t('anomaliesFiltered')}</Text>
        )}
        {count === 0 && <Text color="secondary">{t('noAnomalies')}</Text>}
        {Boolean(count) && (
          <Answered read={read} height={120}>
            {answer => (
              <ul className={styles.sentences}>
                {answer.data.map(anomaly => (
                  <Sentence
                    key={anomaly.anomalyId}
                    anomaly={anomaly}
                    currency={meta.currency}
                  />
                ))}
              </ul>
            )}
          </Answered>
        )}
      </CardBody>
    </Card>
  );
}

function Sentence({
  anomaly,
  currency,
}: {
  anomaly: Anomaly;
  currency: string | null;
}) {
  const { t } = useTranslationRef(dashboardTranslationRef);
  const formats = useFormats();
  const links = useLinks();
  const [cause] = anomaly.explainedBy;
  const said = t('anomaly', {
    application: anomaly.applicationLabel,
    cost: formats.money(anomaly.cost, currency),
    low: formats.amount(anomaly.expectedLow),
    high: formats.amount(anomaly.expectedHigh),
  });
  return (
    <li>
      <Link href={links.application(anomaly.applicationId)}>{said}</Link>
      {cause && cause.share !== null && (
        <Text color="secondary">
          {'; '}
          {t('explained', {
            // Of an INDIRECT domain there is no product.
            product:
              cause.productId === NONE ? cause.domainLabel : cause.productLabel,
            share: formats.share(cause.share),
          })}
        </Text>
      )}
    </li>
  );
}
