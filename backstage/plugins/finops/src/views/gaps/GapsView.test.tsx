import { screen } from '@testing-library/react';
import type { Answer } from '../../api/FinopsClient';
import { answers, withApi } from '../../__testUtils__/api';
import { published } from '../../__testUtils__/published';
import { renderView } from '../../__testUtils__/renderView';
import GapsView from './GapsView';

withApi();

const PUBLISHED = { generation: 7, runId: null, asOf: '2026-11-20T02:04:11Z' };

type Role = Answer<'/v1/local/me'>['data']['roles'][number];

function gaps(role: Role): void {
  answers('/v1/local/me', {
    data: { subject: 'ada', entityId: 'local', roles: [role] },
  });
  answers('/v1/local/status', published());
  answers('/v1/local/pricing-views', { meta: PUBLISHED, data: [] });
  answers('/v1/local/unallocated', {
    meta: { ...PUBLISHED, period: '2026-11' },
    data: [
      {
        domainId: 'open',
        domainLabel: 'Open',
        metric: 'SHARE',
        unit: 'share',
        quantity: 1,
        unallocatedQuantity: 0.001253525540582968,
        unallocatedShare: 0.001254,
        unmappedQuantity: 0,
        unmappedShare: 0,
        keys: [
          {
            kind: 'application',
            sourceSystem: 'cmdb',
            foreignKey: null,
            keyCount: 0,
            quantity: 0.0005,
            rows: 1,
          },
          {
            kind: 'application',
            sourceSystem: 'cmdb',
            foreignKey: null,
            keyCount: 4,
            quantity: 0.0007,
            rows: 4,
          },
        ],
      },
    ],
  });
  answers('/v1/local/unpriced', {
    meta: {
      ...PUBLISHED,
      period: '2026-11',
      from: '2026-11',
      to: '2026-11',
      pricingView: 'actual',
      currency: 'EUR',
      environment: null,
      complete: true,
      missing: [],
      total: {
        cost: 2000,
        previousCost: null,
        unallocatedCost: 500,
        unpricedRows: 0,
      },
      page: { limit: 20, next: null },
      unpriced: [],
    },
    data: [],
  });
  renderView(<GapsView />);
}

it('tells no key from the rest of a long list, and a small quantity from none', async () => {
  gaps('Rosetta_User');
  expect(await screen.findByText('no key at all')).toBeVisible();
  expect(screen.getByText('4 other keys')).toBeVisible();
  expect(screen.getByText('0.0013')).toBeVisible();
  expect(screen.getByText(/500.* without an application · 75/)).toBeVisible();
  expect(
    screen.getByText('Every quantity of this month has a product.'),
  ).toBeVisible();
  expect(
    screen.getByText('Everything of this month has a price.'),
  ).toBeVisible();
  expect(screen.queryByRole('link', { name: 'Map keys' })).toBeNull();
});

it('shows the way to who may mend it, and no other', async () => {
  gaps('Rosetta_Referentiel_Admin');
  expect(
    (await screen.findAllByRole('link', { name: 'Map keys' }))[0],
  ).toHaveAttribute('href', '/finops/admin/keys');
  expect(screen.queryByRole('link', { name: 'Go to prices' })).toBeNull();
});
