import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex } from '@backstage/ui';
import { RiPlayLine, RiStopLine } from '@remixicon/react';
import { useNavigate } from 'react-router-dom';
import { useWrite } from '../../../api/useWrite';
import { useLinks } from '../../../filters/useLinks';
import { ReasonDialog } from '../ReasonDialog';
import { RequestRun } from './RequestRun';
import { isUnderWay, type RunReport } from './runMarks';
import { runsTranslationRef } from './translation';

/** What can be done with a run in its state; the API has the last word. */
export function RunActions({ run }: { run: RunReport }) {
  const { t } = useTranslationRef(runsTranslationRef);
  const { periods, domains, origin, force, reason, dryRun, status } = run;
  const asked = { periods, domains, origin, force, reason };
  const isOver = !isUnderWay(run);
  return (
    <Flex gap="2" style={{ flexWrap: 'wrap' }}>
      {!isOver && <Cancel run={run} />}
      {status === 'FAILED' && !dryRun && !run.resumedBy && <Resume run={run} />}
      {isOver && run.steps.length > 0 && (
        <RequestRun
          initial={{ ...asked, dryRun: !dryRun }}
          opener={{
            variant: dryRun && status === 'SUCCESS' ? 'primary' : 'secondary',
            children: dryRun ? t('forReal') : t('again'),
          }}
        />
      )}
    </Flex>
  );
}

function Cancel({ run }: { run: RunReport }) {
  const { t } = useTranslationRef(runsTranslationRef);
  const write = useWrite((client, reason: string | null, idempotencyKey) =>
    client.write('post', '/v1/local/admin/runs/{run}/cancellation', {
      params: { path: { run: run.runId } },
      body: { reason: reason ?? '' },
      idempotencyKey,
    }),
  );
  return (
    <ReasonDialog
      opener={{
        variant: 'secondary',
        destructive: true,
        iconStart: <RiStopLine />,
        children: t('cancel'),
      }}
      title={t('cancelTitle')}
      confirm={t('cancelConfirm')}
      destructive
      reason="required"
      write={write}
    >
      {run.dryRun ? t('cancelDryHint') : t('cancelHint')}
    </ReasonDialog>
  );
}

function Resume({ run }: { run: RunReport }) {
  const { t } = useTranslationRef(runsTranslationRef);
  const links = useLinks();
  const navigate = useNavigate();
  const write = useWrite((client, reason: string | null, idempotencyKey) =>
    client.write('post', '/v1/local/admin/runs/{run}/resume', {
      params: { path: { run: run.runId } },
      body: { reason },
      idempotencyKey,
    }),
  );
  const staged = run.steps.filter(({ status }) => status === 'STAGED').length;
  return (
    <ReasonDialog
      opener={{
        variant: 'primary',
        iconStart: <RiPlayLine />,
        children: t('resume'),
      }}
      title={t('resumeTitle')}
      confirm={t('resumeConfirm')}
      reason="optional"
      write={write}
      onDone={({ data }) => navigate(links.admin(`runs/${data.runId}`))}
    >
      {t('resumeHint', {
        staged: String(staged),
        rest: String(run.steps.length - staged),
      })}
    </ReasonDialog>
  );
}
