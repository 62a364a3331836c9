import type { Level } from './chosen';
import type { HistoryAnswer } from './useHistories';

interface Of {
  level: Level;
  id: string;
  label: string;
  domain?: string;
  /** null: not published. */
  costs?: (number | null)[];
}

type Series = HistoryAnswer['data'][number];

function series({ level, id, label, domain, costs = [] }: Of): Series {
  const named = (of: Level) => (level === of ? { id, label } : null);
  const within = domain ? { id: domain.toLowerCase(), label: domain } : null;
  return {
    domainId: (named('domain') ?? within)?.id ?? null,
    domainLabel: (named('domain') ?? within)?.label ?? null,
    domainMode: null,
    familyId: named('family')?.id ?? null,
    familyLabel: named('family')?.label ?? null,
    productId: named('product')?.id ?? null,
    productLabel: named('product')?.label ?? null,
    applicationId: named('application')?.id ?? null,
    applicationLabel: named('application')?.label ?? null,
    cost: costs.reduce<number>((sum, cost) => sum + (cost ?? 0), 0),
    unpricedRows: 0,
    points: costs.map((cost, index) => ({
      period: `2026-${String(9 + index).padStart(2, '0')}`,
      cost,
      unpricedRows: 0,
      allocatedShare: null,
      published: cost !== null,
    })),
  };
}

/** What `history` answers from September 2026 on. */
export function history(pricingView: string, of: readonly Of[]): HistoryAnswer {
  return {
    meta: {
      period: null,
      from: '2026-09',
      to: '2026-11',
      pricingView,
      currency: 'EUR',
      environment: null,
      generation: 7,
      runId: null,
      asOf: '2026-11-20T02:04:11Z',
      complete: true,
      missing: [],
      total: {
        cost: 0,
        previousCost: null,
        unallocatedCost: 0,
        unpricedRows: 0,
      },
      page: null,
    },
    data: of.map(series),
  };
}
