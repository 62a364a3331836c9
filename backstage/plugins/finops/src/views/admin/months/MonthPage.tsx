import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Link, Text } from '@backstage/ui';
import { useParams } from 'react-router-dom';
import type { components } from '../../../api/schema';
import { useRead } from '../../../api/useRead';
import { useFormats } from '../../../figures/useFormats';
import { useLinks } from '../../../filters/useLinks';
import { Answered } from '../../../states/Answered';
import { RequestRun } from '../runs/RequestRun';
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
      <Flex
        justify="between"
        align="center"
        gap="3"
        style={{ flexWrap: 'wrap' }}
      >
        <Flex align="center" gap="4" style={{ flexWrap: 'wrap' }}>
          <Text as="h3" variant="title-small">
            {formats.month(month.period)}
          </Text>
          <span role="status">
            <MonthStatus status={month.status} />
          </span>
          {month.changedAt && (
            <Text color="secondary">
              {isClosed ? t('closedBy', changed) : t('reopenedBy', changed)}
            </Text>
          )}
        </Flex>
        <Flex gap="2" style={{ flexWrap: 'wrap' }}>
          {isClosed ? (
            <ReopenMonth month={month} />
          ) : (
            <CloseMonth month={month} />
          )}
          <RequestRun
            initial={{ periods: [month.period], dryRun: isClosed }}
            opener={{ variant: 'secondary', children: t('readAgain') }}
          />
        </Flex>
      </Flex>
      {isClosed ? (
        <LateData period={month.period} />
      ) : (
        <Checklist checklist={month.checklist} />
      )}
    </Flex>
  );
}
