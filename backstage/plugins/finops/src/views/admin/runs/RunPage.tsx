import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Link } from '@backstage/ui';
import { useParams } from 'react-router-dom';
import { useRead } from '../../../api/useRead';
import { useFormats } from '../../../figures/useFormats';
import { useLinks } from '../../../filters/useLinks';
import { Answered } from '../../../states/Answered';
import { StatusMark } from '../../../states/StatusMark';
import { ThingHead } from '../ThingHead';
import { Changes } from './Changes';
import { RunActions } from './RunActions';
import { RunFacts } from './RunFacts';
import { RunFault } from './RunFault';
import { RunProgress } from './RunProgress';
import { isUnderWay, lookAgain, RUN_MARKS, type RunReport } from './runMarks';
import { Timeline } from './Timeline';
import { runsTranslationRef } from './translation';

/** One run: what was asked, how far it is, what went wrong and what to do, what each step did. */
export function RunPage() {
  const { t } = useTranslationRef(runsTranslationRef);
  const links = useLinks();
  const { runId = '' } = useParams();
  const read = useRead(
    '/v1/local/admin/runs/{run}',
    { path: { run: runId } },
    { everyMs: ({ data }) => lookAgain(data) },
  );
  return (
    <Flex direction="column" gap="4">
      <Link href={links.admin('runs')}>{t('allRuns')}</Link>
      <Answered read={read} height={480}>
        {({ data: run }) => <Whole run={run} />}
      </Answered>
    </Flex>
  );
}

function Whole({ run }: { run: RunReport }) {
  const { t } = useTranslationRef(runsTranslationRef);
  const formats = useFormats();
  const time = formats.time(run.startedAt ?? run.requestedAt);
  return (
    <Flex direction="column" gap="5">
      <ThingHead
        title={run.dryRun ? t('dryRunOf', { time }) : t('runOf', { time })}
        said={
          <span role="status">
            <StatusMark
              mark={RUN_MARKS[run.status]}
              label={t(`statuses.${run.status}`)}
            />
          </span>
        }
        actions={<RunActions run={run} />}
      />
      {isUnderWay(run) && <RunProgress run={run} />}
      <RunFault run={run} />
      <RunFacts run={run} />
      {run.changes && <Changes run={run} changes={run.changes} />}
      {run.steps.length > 0 && <Timeline run={run} />}
    </Flex>
  );
}
