import { screen, within } from '@testing-library/react';
import { HttpResponse, http, type JsonBodyType } from 'msw';
import { answers, API, server, withApi } from '../../__testUtils__/api';
import { published } from '../../__testUtils__/published';
import { renderView } from '../../__testUtils__/renderView';
import { history } from './history.testdata';
import HistoryView from './HistoryView';

withApi();

const VIEW = {
  currency: 'EUR',
  version: 1,
  publishedAt: '2026-01-01T00:00:00Z',
  metrics: [],
};

function pricingViews(): void {
  answers('/v1/local/pricing-views', {
    meta: { generation: 7, runId: null, asOf: null },
    data: [
      { ...VIEW, pricingViewId: 'actual', label: 'Actual', isDefault: true },
      { ...VIEW, pricingViewId: 'plan', label: 'Plan', isDefault: false },
    ],
  });
}

afterEach(() => server.events.removeAllListeners());

it('shows a month that was not published as a gap, not as nothing', async () => {
  answers('/v1/local/status', published());
  pricingViews();
  answers(
    '/v1/local/history',
    history('actual', [
      { level: 'domain', id: 'open', label: 'Open', costs: [120, null, 90] },
    ]),
  );
  renderView(<HistoryView />, '/finops?from=2026-09&to=2026-11');
  const row = await screen.findByRole('row', { name: /October 2026/ });
  expect(within(row).getByText('–')).toHaveAttribute('title', 'not published');
  expect(screen.getByRole('row', { name: /November 2026/ })).toHaveTextContent(
    '90.00',
  );
});

it('asks once for each pricing view and level', async () => {
  answers('/v1/local/status', published());
  pricingViews();
  server.use(
    http.get(`${API}/v1/local/history`, ({ request: { url } }) => {
      const { searchParams } = new URL(url);
      const view = searchParams.get('pricingView') ?? 'actual';
      const series =
        searchParams.get('by') === 'total'
          ? { level: 'total' as const, id: '', label: '', costs: [4, 5, 6] }
          : {
              level: 'product' as const,
              id: 'b',
              label: 'Blocks',
              costs: [1, 2, 3],
            };
      return HttpResponse.json(history(view, [series]) as JsonBodyType);
    }),
  );
  const asked: string[] = [];
  server.events.on('request:start', ({ request: { url } }) => {
    const { pathname, searchParams } = new URL(url);
    if (pathname.endsWith('/history')) {
      const view = searchParams.get('pricingView') ?? 'default';
      asked.push(
        `${view} ${searchParams.get('by')} ${searchParams.getAll('product')}`,
      );
    }
  });
  renderView(
    <HistoryView />,
    '/finops?series=total&series=product:a&series=product:b&with=plan',
  );
  await screen.findAllByText(/Blocks/);
  expect(asked.sort()).toEqual([
    'default product a,b',
    'default total ',
    'plan product a,b',
    'plan total ',
  ]);
  expect(screen.getByText(/product:a$/)).toBeVisible();
  expect(screen.getAllByText('Blocks · Plan')).not.toHaveLength(0);
});
