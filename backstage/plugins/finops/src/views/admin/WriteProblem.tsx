import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Link } from '@backstage/ui';
import type { ApiProblem } from '../../api/problem';
import { useLinks } from '../../filters/useLinks';
import { ProblemNote } from '../../states/ProblemNote';
import { adminTranslationRef } from './translation';

/** What stands against something that an admin wants done, and the run that does where the API names one. */
export function WriteProblem({ problem }: { problem: ApiProblem }) {
  const { t } = useTranslationRef(adminTranslationRef);
  const links = useLinks();
  return (
    <Flex direction="column" gap="2">
      <ProblemNote problem={problem} />
      {problem.runId && (
        <Link href={links.admin(`runs/${problem.runId}`)}>{t('toTheRun')}</Link>
      )}
    </Flex>
  );
}
