import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Card, CardBody, Flex, Text } from '@backstage/ui';
import type { Amount } from '../../api/amount';
import { useFormats } from '../../figures/useFormats';
import { Answered } from '../../states/Answered';
import { BudgetBar } from '../../figures/BudgetBar';
import styles from './application.module.css';
import { applicationTranslationRef } from './translation';
import type { Application } from './useApplication';
import { useBudget, type Standing } from './useBudget';

/** How much of the budget is used: of the month, of the year so far, of the whole year. */
export function Budget({
  application: { data, meta },
}: {
  application: Application;
}) {
  const { t } = useTranslationRef(applicationTranslationRef);
  const read = useBudget({ ...meta, applicationId: data.applicationId });
  return (
    <Card>
      <CardBody>
        <Flex direction="column" gap="3">
          <Text as="h3" variant="title-x-small">
            {t('budget')}
          </Text>
          {meta.environment !== null && (
            <Text color="secondary">{t('allEnvironments')}</Text>
          )}
          <Answered read={read} height={120}>
            {({ data: [standing], meta: { currency } }) =>
              standing && standing.status !== 'none' ? (
                <Burn
                  standing={standing}
                  currency={currency}
                  period={meta.period}
                />
              ) : (
                <Text color="secondary">{t('noBudget')}</Text>
              )
            }
          </Answered>
        </Flex>
      </CardBody>
    </Card>
  );
}

interface BurnProps {
  standing: Standing;
  currency: string | null;
  period: string | null;
}

function Burn({
  standing: { month, toDate, year },
  currency,
  period,
}: BurnProps) {
  const { t } = useTranslationRef(applicationTranslationRef);
  const formats = useFormats();
  const lines = [
    {
      id: 'month',
      label: period ? formats.month(period) : t('month'),
      ...month,
    },
    { id: 'toDate', label: t('yearToDate'), ...toDate, forecast: null },
    { id: 'year', label: t('wholeYear'), ...year },
  ];
  return (
    <div className={styles.budgets}>
      {lines.map(({ id, label, budget, cost, forecast }) => (
        <BurnLine
          key={id}
          label={label}
          budget={budget}
          cost={cost}
          forecast={forecast}
          currency={currency}
        />
      ))}
    </div>
  );
}

interface BurnLineProps {
  label: string;
  budget: Amount | null;
  cost: Amount | null;
  forecast: Amount | null;
  currency: string | null;
}

function BurnLine({ label, budget, ...rest }: BurnLineProps) {
  const { t } = useTranslationRef(applicationTranslationRef);
  return (
    <div>
      <Text as="h4" variant="body-small" color="secondary">
        {label}
      </Text>
      {budget === null ? (
        <Text color="secondary">{t('noBudget')}</Text>
      ) : (
        <BudgetBar budget={budget} {...rest} />
      )}
    </div>
  );
}
