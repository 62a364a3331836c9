import { useMutation, type UseMutationResult } from '@tanstack/react-query';
import { useRef } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import { finopsApiRef } from './FinopsApi';
import type { FinopsClient } from './FinopsClient';
import type { ApiProblem } from './problem';

/**
 * Something that an admin wants done. The key that it is sent with is kept until it was answered, so that trying again after a
 * broken connection does it once. What was read before is read again afterwards, but for dry runs, which change nothing.
 */
export function useWrite<Given, Done>(
  write: (
    client: FinopsClient,
    given: Given,
    idempotencyKey: string,
  ) => Promise<Done>,
  { onlyChecks = false }: { onlyChecks?: boolean } = {},
): UseMutationResult<Done, ApiProblem, Given> {
  const { client, queries } = useApi(finopsApiRef);
  const key = useRef<{ given: string; key: string }>();
  return useMutation<Done, ApiProblem, Given>(
    {
      mutationFn: async given => {
        const same = JSON.stringify(given);
        if (key.current?.given !== same) {
          key.current = { given: same, key: crypto.randomUUID() };
        }
        return write(client, given, key.current.key);
      },
      onSuccess: () => {
        key.current = undefined;
        return onlyChecks ? undefined : queries.invalidateQueries();
      },
      onError: problem => {
        if (!problem.passing) {
          key.current = undefined;
        }
      },
    },
    queries,
  );
}
