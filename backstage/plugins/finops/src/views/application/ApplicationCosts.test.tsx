import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import type { Answer } from '../../api/FinopsClient';
import { answers, API, server, withApi } from '../../__testUtils__/api';
import { published } from '../../__testUtils__/published';
import { renderView } from '../../__testUtils__/renderView';
import { ApplicationCosts } from './ApplicationCosts';
import { application } from './sample';

withApi();

type Anomaly = Answer<'/v1/local/anomalies'>['data'][number];

const OPEN: Anomaly = {
  anomalyId: '5612f2be-e989-a292-d647-c5fcd32b3826',
  period: '2026-11',
  applicationId: 'APM1',
  applicationLabel: 'Payments',
  owner: null,
  reserved: false,
  cost: 100,
  expected: 50,
  expectedLow: 40,
  expectedHigh: 60,
  deviation: 50,
  deviationPercent: 100,
  score: 9,
  direction: 'high',
  historyMonths: 8,
  explainedBy: [
    {
      productId: '(none)',
      productLabel: '(none)',
      domainId: 'workplace',
      domainLabel: 'Digital workplace',
      delta: 40,
      share: 0.8,
    },
  ],
  firstSeen: '2026-11-20T02:04:11Z',
  acknowledged: null,
};

/** What is asked beside the application itself, for somebody with these roles. */
function everythingElse(roles: Answer<'/v1/local/me'>['data']['roles']) {
  const { meta, data } = application();
  const { comparedWith, ...plain } = meta;
  const { total, ...budgeted } = plain;
  answers('/v1/local/status', published());
  answers('/v1/local/me', {
    data: { subject: 'somebody', entityId: 'local', roles },
  });
  answers('/v1/local/history', { meta: { ...plain, page: null }, data: [] });
  answers('/v1/local/budgets/comparison', {
    meta: {
      ...budgeted,
      yearFrom: '2026-01',
      yearTo: '2026-12',
      budgetVersion: null,
      page: { limit: 50, next: null },
    },
    data: [],
  } as Answer<'/v1/local/budgets/comparison'>);
  answers('/v1/local/anomalies', {
    meta: {
      ...budgeted,
      period: null,
      page: { limit: 12, next: null },
      total: { anomalies: 1, high: 1, low: 0, acknowledged: 0, deviation: 50 },
    },
    data: [OPEN],
  } as Answer<'/v1/local/anomalies'>);
  return data;
}

it('explains an anomaly to a reader, who can neither acknowledge it nor see where figures come from', async () => {
  everythingElse(['Rosetta_User']);
  renderView(<ApplicationCosts application={application()} />);
  expect(
    await screen.findByText(/100\.00, more than the 40\.00 to 60\.00 expected/),
  ).toBeVisible();
  expect(
    screen.getByText(/Explained by Digital workplace \(80%\)/),
  ).toBeVisible();
  expect(screen.getByText('Nobody has acknowledged it.')).toBeVisible();
  expect(screen.queryByRole('button', { name: /Acknowledge/ })).toBeNull();
  expect(screen.queryByText('Where the figures come from')).toBeNull();
});

it('sends what an admin says of an anomaly, and asks again', async () => {
  everythingElse(['Rosetta_FinOps_Admin']);
  const path = `${API}/v1/local/admin/anomalies/${OPEN.anomalyId}/acknowledgement`;
  const sent: unknown[] = [];
  server.use(
    http.post(path, async ({ request }) => {
      sent.push(await request.json());
      const known = { by: 'adam', at: OPEN.firstSeen, comment: 'A restore' };
      const acknowledged = { ...OPEN, acknowledged: known };
      server.use(
        http.get(`${API}/v1/local/anomalies`, () =>
          HttpResponse.json({ meta: {}, data: [acknowledged] }),
        ),
      );
      return HttpResponse.json({ meta: {}, data: acknowledged });
    }),
  );
  renderView(<ApplicationCosts application={application()} />);
  await userEvent.click(
    await screen.findByRole('button', { name: 'Acknowledge November 2026' }),
  );
  const dialog = within(await screen.findByRole('dialog'));
  expect(dialog.getByRole('button', { name: 'Acknowledge' })).toBeDisabled();
  await userEvent.type(dialog.getByRole('textbox'), ' A restore ');
  await userEvent.click(dialog.getByRole('button', { name: 'Acknowledge' }));
  expect(
    await screen.findByText(/Acknowledged by adam.*A restore/),
  ).toBeVisible();
  expect(sent).toEqual([{ comment: 'A restore' }]);
});

it('asks where figures come from when somebody opens it, and not before', async () => {
  everythingElse(['Rosetta_FinOps_Admin']);
  const asked: string[] = [];
  server.use(
    http.get(`${API}/v1/local/admin/lineage`, ({ request }) => {
      asked.push(new URL(request.url).search);
      return HttpResponse.json({
        meta: { currency: 'EUR', page: { limit: 20, next: null } },
        data: [],
      });
    }),
  );
  renderView(<ApplicationCosts application={application()} />);
  const opener = await screen.findByRole('button', {
    name: /Where the figures come from/,
  });
  expect(asked).toEqual([]);
  await userEvent.click(opener);
  expect(await screen.findByText('Nothing matches')).toBeVisible();
  expect(asked).toEqual([
    '?period=2026-11&application=APM1&pricingView=actual&limit=20',
  ]);
});

it('opens a domain to its families, and those to their products', async () => {
  everythingElse(['Rosetta_User']);
  renderView(<ApplicationCosts application={application()} />);
  const tree = within(
    await screen.findByRole('table', { name: 'What it is made of' }),
  );
  expect(tree.queryByText('Servers')).toBeNull();
  const domain = tree.getByRole('button', { name: 'Rows of Open and legacy' });
  expect(domain).toHaveAttribute('aria-expanded', 'false');
  await userEvent.click(domain);
  expect(domain).toHaveAttribute('aria-expanded', 'true');
  await userEvent.click(tree.getByRole('button', { name: 'Rows of Servers' }));
  expect(tree.getByRole('link', { name: 'Linux server' })).toHaveAttribute(
    'href',
    '/finops/products/linux?domain=open&family=servers',
  );
});
