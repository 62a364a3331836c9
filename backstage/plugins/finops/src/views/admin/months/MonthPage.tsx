import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Link, Text } from '@backstage/ui';
import { useParams } from 'react-router-dom';
import type { components } from '../../../api/schema';
import { useRead } from '../../../api/useRead';
import { useFormats } from '../../../figures/useFormats';
import { useLinks } from '../../../filters/useLinks';
import { Answered } from '../../../states/Answered';
import { RequestRun } from '../runs/RequestRun';
import { ThingHead } from '../ThingHead';
import { Checklist } from './Checklist';
import { LateData } from './LateData';
import { CloseMonth, ReopenMonth } from './MonthActions';
import { MonthStatus } from './MonthStatus';
import { monthsTranslationRef } from './translation';

export type Month = components['schemas']['PeriodDetail'];

/** One month: may it be closed, who closed it, what came late. */
export function MonthPage() {
  const { t } = useTranslationRef(monthsTranslationRef);
  const links = useLinks();
  const { period = '' } = useParams();
  const read = useRead('/v1/local/admin/periods/{period}', {
    path: { period },
  });
  return (
    <Flex direction="column" gap="4">
      <Link href={links.admin('months')}>{t('allMonths')}</Link>
      <Answered read={read} height={360}>
        {({ data: month }) => <Whole month={month} />}
      </Answered>
    </Flex>
  );
}

function Whole({ month }: { month: Month }) {
  const { t } = useTranslationRef(monthsTranslationRef);
  const formats = useFormats();
  const isClosed = month.status === 'CLOSED';
  const changed = {
    by: month.changedBy ?? '',
    time: month.changedAt ? formats.time(month.changedAt) : '',
    reason: month.reason ?? t('noReason'),
  };
  return (
    <Flex direction="column" gap="5">
      <ThingHead
        title={formats.month(month.period)}
        said={
          <>
            <span role="status">
              <MonthStatus status={month.status} />
            </span>
            {month.changedAt && (
              <Text color="secondary">
                {isClosed ? t('closedBy', changed) : t('reopenedBy', changed)}
              </Text>
            )}
          </>
        }
        actions={
          <>
            {isClosed ? (
              <ReopenMonth month={month} />
            ) : (
              <CloseMonth month={month} />
            )}
            <RequestRun
              initial={{ periods: [month.period], dryRun: isClosed }}
              opener={{ variant: 'secondary', children: t('readAgain') }}
            />
          </>
        }
      />
      {isClosed ? (
        <LateData period={month.period} />
      ) : (
        <Checklist checklist={month.checklist} />
      )}
    </Flex>
  );
}
