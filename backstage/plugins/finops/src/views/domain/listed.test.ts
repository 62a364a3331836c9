import type { Answer } from '../../api/FinopsClient';
import { listedOf } from './listed';

type Domains = Answer<'/v1/local/domains'>;

const GAP = {
  domainId: 'public_cloud',
  domainLabel: 'Public cloud',
  period: '2026-11',
  since: '2026-11-19T02:00:00Z',
  reason: 'source_unavailable',
};

function answer(domainId: string, missing: (typeof GAP)[]): Domains {
  return {
    meta: {
      period: '2026-11',
      from: '2026-11',
      to: '2026-11',
      pricingView: 'actual',
      currency: 'EUR',
      environment: null,
      generation: 7,
      runId: null,
      asOf: '2026-11-20T02:04:11Z',
      complete: missing.length === 0,
      missing,
      total: {
        cost: 10,
        previousCost: 9,
        unallocatedCost: 0,
        unpricedRows: 0,
      },
      page: { limit: 20, next: null },
      comparedWith: { from: '2026-10', to: '2026-10' },
    },
    data: [
      {
        domainId,
        domainLabel: domainId,
        domainMode: 'DIRECT',
        metric: null,
        unit: null,
        quantity: null,
        cost: 10,
        previousCost: 9,
        delta: 1,
        deltaPercent: 11.11,
        share: 1,
        unpricedRows: 0,
        allocatedShare: 1,
      },
    ],
  };
}

it('marks a domain whose last run brought nothing', () => {
  const [row] = listedOf(answer('public_cloud', [GAP]), true);
  expect(row).toMatchObject({ cost: 10, missing: GAP });
});

it('has a row for a domain that was never published in this month, its costs unknown', () => {
  const rows = listedOf(answer('open', [GAP]), true);
  expect(rows.map(({ id, cost }) => [id, cost])).toEqual([
    ['open', 10],
    ['public_cloud', null],
  ]);
  expect(rows[0]?.missing).toBeUndefined();
});

it('does not add it to a page of a longer list, where another page may have it', () => {
  expect(listedOf(answer('open', [GAP]), false)).toHaveLength(1);
});
