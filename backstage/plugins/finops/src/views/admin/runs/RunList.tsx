import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Link, Select, Text } from '@backstage/ui';
import type { Asked } from '../../../api/FinopsClient';
import { useAddressed } from '../../../filters/useFilters';
import { useLinks } from '../../../filters/useLinks';
import { Answered } from '../../../states/Answered';
import { ListTable, type ListColumn } from '../../../tables/ListTable';
import { usePaged } from '../../../tables/usePaged';
import { Time, Words } from '../cells';
import { StatusMark } from '../../../states/StatusMark';
import { RequestRun } from './RequestRun';
import { lookAgain, RUN_MARKS, type Run } from './runMarks';
import { runsTranslationRef } from './translation';
import { useSaid } from './useSaid';

const PATH = '/v1/local/admin/runs';
const MOST = 500;
const STATUSES = [
  'RUNNING',
  'SUCCESS',
  'FAILED',
  'SKIPPED',
  'CANCELLED',
] as const;
const ALL = 'all';

type Query = NonNullable<Asked<typeof PATH>['query']>;

/** Every run, the latest first; looked at again while one of those shown is under way. */
export function RunList() {
  const { t } = useTranslationRef(runsTranslationRef);
  const [given, setGiven] = useAddressed('status');
  const status = STATUSES.find(one => one === given);
  const query: Query = { status };
  const { read, pages } = usePaged(
    PATH,
    { query },
    { everyMs: answer => lookAgain(...answer.data) },
  );
  const columns = useColumns();
  return (
    <Flex direction="column" gap="4">
      <Flex justify="end">
        <RequestRun />
      </Flex>
      <Answered read={read} height={480}>
        {answer => (
          <ListTable
            id="runs"
            title={t('runs')}
            columns={columns}
            rows={answer.data.map(run => ({ ...run, id: run.runId }))}
            pages={pages}
            csv={{ path: PATH, query: { ...query, limit: MOST } }}
            filters={
              <Select
                size="small"
                aria-label={t('status')}
                options={[
                  { id: ALL, label: t('allStatuses') },
                  ...STATUSES.map(id => ({ id, label: t(`statuses.${id}`) })),
                ]}
                value={status ?? ALL}
                onChange={key =>
                  setGiven(key === ALL ? undefined : String(key))
                }
              />
            }
          />
        )}
      </Answered>
    </Flex>
  );
}

function useColumns(): ListColumn<Run & { id: string }>[] {
  const { t } = useTranslationRef(runsTranslationRef);
  const links = useLinks();
  const said = useSaid();
  return [
    {
      id: 'requestedAt',
      label: t('requestedAt'),
      heads: true,
      cell: run => (
        <Link href={links.admin(`runs/${run.runId}`)}>
          <Time at={run.requestedAt} />
        </Link>
      ),
    },
    {
      id: 'status',
      label: t('status'),
      cell: run => <RunStatus run={run} />,
    },
    {
      id: 'phase',
      label: t('phase'),
      cell: run => run.phase && t(`phases.${run.phase}`),
    },
    {
      id: 'trigger',
      label: t('trigger'),
      cell: run => t(`triggers.${run.triggerType}`),
    },
    {
      id: 'months',
      label: t('months'),
      cell: run => said.months(run.periods),
    },
    {
      id: 'requestedBy',
      label: t('by'),
      cell: run => run.requestedBy ?? t('nobody'),
    },
    { id: 'reason', label: t('why'), cell: run => <Words>{run.reason}</Words> },
    {
      id: 'steps',
      label: t('steps'),
      figure: true,
      cell: run =>
        run.stepsPlanned > 0 && `${run.stepsEnded} / ${run.stepsPlanned}`,
    },
    {
      id: 'duration',
      label: t('duration'),
      figure: true,
      cell: run =>
        run.startedAt && run.endedAt
          ? said.between(run.startedAt, run.endedAt)
          : null,
    },
  ];
}

function RunStatus({ run }: { run: Run }) {
  const { t } = useTranslationRef(runsTranslationRef);
  const beside = [run.dryRun && t('dryRun'), run.errorCode]
    .filter(Boolean)
    .join(', ');
  return (
    <Flex direction="column" gap="0">
      <StatusMark
        mark={RUN_MARKS[run.status]}
        label={t(`statuses.${run.status}`)}
      />
      {beside && (
        <Text variant="body-x-small" color="secondary">
          {beside}
        </Text>
      )}
    </Flex>
  );
}
