import '../charts/palette.css';
import '../page/backstage-ui.css';
import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Card, CardBody, CardHeader, Flex, Link, Text } from '@backstage/ui';
import { drawn } from '../api/amount';
import { useRead } from '../api/useRead';
import { Sparkline } from '../charts/Sparkline';
import { COLOURS, OTHERS } from '../charts/palette';
import { Delta } from '../figures/Delta';
import { Money } from '../figures/Money';
import { useFormats } from '../figures/useFormats';
import { monthsAfter } from '../filters/months';
import { costsRouteRef } from '../routes';
import { Answered } from '../states/Answered';
import { BudgetBar } from '../figures/BudgetBar';
import {
  useApplication,
  type Application,
} from '../views/application/useApplication';
import { useBudget } from '../views/application/useBudget';
import { applicationIdOf } from './annotation';
import styles from './entity.module.css';
import { entityTranslationRef } from './translation';

const MONTHS = 13;

/** A component's month in a few figures; the tab has the rest. */
export function CostsCard() {
  const { t } = useTranslationRef(entityTranslationRef);
  const { entity } = useEntity();
  const applicationId = applicationIdOf(entity) ?? '';
  const tab = useRouteRef(costsRouteRef)?.();
  const read = useApplication(applicationId);
  const unknown = read.error?.status === 404 && read.error.kind === 'not-found';
  return (
    <Card className="finops-plugin">
      <CardHeader>
        <Flex justify="between" align="center">
          <Text as="h2" variant="title-x-small">
            {t('costs')}
          </Text>
          {tab && <Link href={tab}>{t('all')}</Link>}
        </Flex>
      </CardHeader>
      <CardBody>
        {unknown ? (
          <Text color="secondary">{t('unknown', { id: applicationId })}</Text>
        ) : (
          <Answered read={read} height={120}>
            {application => <Month application={application} />}
          </Answered>
        )}
      </CardBody>
    </Card>
  );
}

function Month({ application: { data, meta } }: { application: Application }) {
  const { t } = useTranslationRef(entityTranslationRef);
  const formats = useFormats();
  const against = meta.comparedWith?.to;
  return (
    <Flex direction="column" gap="2">
      <Text color="secondary">{meta.period && formats.month(meta.period)}</Text>
      <Flex justify="between" align="center">
        <span className={styles.figure}>
          <Money
            amount={data.cost}
            currency={meta.currency}
            unpricedRows={data.unpricedRows}
          />
        </span>
        <Course applicationId={data.applicationId} meta={meta} />
      </Flex>
      <Flex gap="2" align="center">
        <Delta of={data} />
        {against && (
          <Text>{t('against', { month: formats.month(against) })}</Text>
        )}
      </Flex>
      <BudgetState applicationId={data.applicationId} meta={meta} />
    </Flex>
  );
}

interface Of {
  applicationId: string;
  meta: Application['meta'];
}

function Course({
  applicationId,
  meta: { period, pricingView, environment },
}: Of) {
  const read = useRead(
    '/v1/local/history',
    {
      query: {
        by: 'application',
        application: [applicationId],
        from: period ? monthsAfter(period, 1 - MONTHS) : undefined,
        to: period ?? undefined,
        pricingView: pricingView ?? undefined,
        environment: environment ?? undefined,
      },
    },
    { enabled: period !== null },
  );
  const points = read.data?.data[0]?.points.map(({ cost }) => drawn(cost));
  return points ? (
    <Sparkline points={points} colour={COLOURS[1] ?? OTHERS} />
  ) : null;
}

function BudgetState({ applicationId, meta }: Of) {
  const { t } = useTranslationRef(entityTranslationRef);
  const standing = useBudget({ ...meta, applicationId }).data?.data[0];
  if (!standing) {
    return null;
  }
  return (
    <div className={styles.budget}>
      {standing.month.budget === null ? (
        t('noBudget')
      ) : (
        <BudgetBar
          budget={standing.month.budget}
          cost={standing.month.cost}
          forecast={standing.month.forecast}
          currency={meta.currency}
        />
      )}
    </div>
  );
}
