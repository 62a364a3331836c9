import type { Answer } from '../../api/FinopsClient';
import { useRead, type Read } from '../../api/useRead';

const PATH = '/v1/local/budgets/comparison';

export type Standing = Answer<typeof PATH>['data'][number];

interface Asked {
  applicationId: string;
  period: string | null;
  pricingView: string | null;
}

/** An application's budget beside its cost: the month, to date, the year with its forecast. Of all environments. */
export function useBudget(
  { applicationId, period, pricingView }: Asked,
  enabled = true,
): Read<typeof PATH> {
  return useRead(
    PATH,
    {
      query: {
        period: period ?? undefined,
        pricingView: pricingView ?? undefined,
        scope: 'application',
        scopeId: [applicationId],
      },
    },
    { enabled },
  );
}
