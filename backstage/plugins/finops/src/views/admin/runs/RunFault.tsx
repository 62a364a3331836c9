import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import { Advice } from './Advice';
import type { RunReport } from './runMarks';
import { runsTranslationRef } from './translation';

/** Why a run ended otherwise than hoped, and what to do. */
export function RunFault({ run }: { run: RunReport }) {
  const title = useTitle(run);
  if (!run.errorCode && !run.errorSummary) {
    return null;
  }
  return (
    <Alert
      role="alert"
      icon
      status={run.status === 'FAILED' ? 'danger' : 'warning'}
      title={title}
      description={
        <>
          {run.errorSummary}
          <Advice code={run.errorCode} />
        </>
      }
    />
  );
}

function useTitle({ status, errorCode, errorStep }: RunReport): string {
  const { t } = useTranslationRef(runsTranslationRef);
  if (status === 'CANCELLED' || status === 'SKIPPED') {
    return t(`outcome.${status}`);
  }
  const code = errorCode ?? '?';
  return errorStep
    ? t('faultOfStep', { code, step: errorStep })
    : t('fault', { code });
}
