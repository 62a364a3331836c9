import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Skeleton, VisuallyHidden } from '@backstage/ui';
import type { ApiProblem } from '../api/problem';
import { ProblemNote } from './ProblemNote';
import styles from './states.module.css';
import { statesTranslationRef } from './translation';

interface AnsweredProps<Answer> {
  read: UseQueryResult<Answer, ApiProblem>;
  children: (answer: Answer) => ReactNode;
  /** Room that is kept while nothing is there yet, in pixels, so that nothing jumps. */
  height?: number;
}

/**
 * One answer's part of a page, in each of its states: loading, there, there but being asked for anew, and not to be had. A part
 * that cannot be had leaves the others alone; one that could be had before stays, with the problem above it.
 */
export function Answered<Answer>({
  read,
  children,
  height = 160,
}: AnsweredProps<Answer>) {
  const { t } = useTranslationRef(statesTranslationRef);
  const problem = read.error && (
    <ProblemNote problem={read.error} onRetry={() => void read.refetch()} />
  );
  if (read.data === undefined) {
    return (
      problem ?? (
        <div role="status" aria-busy="true">
          <VisuallyHidden>{t('loading')}</VisuallyHidden>
          <Skeleton width="100%" height={height} />
        </div>
      )
    );
  }
  return (
    <Flex direction="column" gap="4">
      {problem}
      <div
        className={read.isPlaceholderData ? styles.changing : styles.settled}
        aria-busy={read.isPlaceholderData}
      >
        {children(read.data)}
      </div>
    </Flex>
  );
}
