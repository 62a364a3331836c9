import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import { Advice } from './Advice';
import type { RunReport } from './runMarks';
import { runsTranslationRef } from './translation';

/** Why a run ended otherwise than hoped, and what to do. */
export function RunFault({ run }: { run: RunReport }) {
  const { t } = useTranslationRef(runsTranslationRef);
  if (!run.errorCode && !run.errorSummary) {
    return null;
  }
  const title = run.errorStep
    ? t('faultOfStep', { code: run.errorCode ?? '?', step: run.errorStep })
    : t('fault', { code: run.errorCode ?? '?' });
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
