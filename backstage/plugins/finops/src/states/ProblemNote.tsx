import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button } from '@backstage/ui';
import type { ApiProblem } from '../api/problem';
import styles from './states.module.css';
import { statesTranslationRef } from './translation';

interface ProblemNoteProps {
  problem: ApiProblem;
  onRetry?: () => void;
}

/** What went wrong and what to do about it. */
export function ProblemNote({ problem, onRetry }: ProblemNoteProps) {
  const { title, hint } = useSaid(problem);
  const { t } = useTranslationRef(statesTranslationRef);
  const faults = problem.faults ?? [];
  return (
    <Alert
      role="alert"
      icon
      status={problem.passing ? 'warning' : 'danger'}
      title={title}
      // The detail only repeats the first of them.
      description={
        faults.length === 0 ? (
          hint
        ) : (
          <ul className={styles.faults}>
            {faults.map(({ at, message }) => (
              <li key={`${at} ${message}`}>{`${at}: ${message}`}</li>
            ))}
          </ul>
        )
      }
      customActions={
        onRetry && (
          <Button size="small" variant="tertiary" onPress={onRetry}>
            {t('retry')}
          </Button>
        )
      }
    />
  );
}

function useSaid(problem: ApiProblem): { title: string; hint: string } {
  const { t } = useTranslationRef(statesTranslationRef);
  switch (problem.status) {
    case 401:
      return { title: t('problem.signIn'), hint: t('problem.signInHint') };
    case 403:
      return {
        title: t('problem.forbidden'),
        hint: t('problem.forbiddenHint'),
      };
    case 404:
      return {
        title: t('problem.missing'),
        hint: problem.kind ? problem.message : t('problem.missingHint'),
      };
    default:
  }
  if (problem.passing) {
    // An API that answers says why; a proxy that finds none only says that.
    return problem.kind
      ? { title: t('problem.busy'), hint: problem.message }
      : { title: t('problem.away'), hint: t('problem.awayHint') };
  }
  return { title: t('problem.refused'), hint: problem.message };
}
