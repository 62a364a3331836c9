import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { API, server, withApi } from '../../../__testUtils__/api';
import { renderView } from '../../../__testUtils__/renderView';
import { Upload } from './Upload';
import type { View } from './versions';

withApi();

const view: View = {
  pricingViewId: 'standard',
  label: 'Standard costs',
  currency: 'EUR',
  isDefault: false,
  retiredAt: null,
  versions: [],
};

const found = {
  pricingView: 'standard',
  version: 2,
  dryRun: true,
  metrics: ['VCPU_HOUR'],
  prices: 3,
  checksum: 'abc',
  conflicts: { count: 0, first: [] },
};

type Sent = Record<'search' | 'type' | 'key', string | null>;

function uploads(answer: () => Response): Sent[] {
  const sent: Sent[] = [];
  server.use(
    http.put(
      `${API}/v1/local/admin/pricing-views/standard/draft`,
      ({ request }) => {
        sent.push({
          search: new URL(request.url).search,
          type: request.headers.get('Content-Type'),
          key: request.headers.get('Idempotency-Key'),
        });
        return answer();
      },
    ),
  );
  return sent;
}

async function choose(name: string, text: string) {
  const input = await screen.findByLabelText('Check a CSV or XLSX file', {
    selector: 'input',
  });
  await userEvent.upload(input, new File([text], name));
}

it('only checks a file until somebody keeps it', async () => {
  const sent = uploads(() => HttpResponse.json({ data: found }));
  renderView(<Upload view={view} />);
  await choose('prices.xlsx', 'sheet');
  expect(
    await screen.findByText(/^prices\.xlsx: 3 prices for 1 metrics/),
  ).toBeVisible();
  expect(sent.map(({ search }) => search)).toEqual(['?dryRun=true']);
  await userEvent.click(
    screen.getByRole('button', { name: 'Keep it as the draft' }),
  );
  await waitFor(() => expect(sent).toHaveLength(2));
  expect(sent[1]).toMatchObject({
    search: '',
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  });
});

it('names each bad line, and takes the mended file as another one after a broken connection', async () => {
  const answers = [
    () => HttpResponse.error(),
    () =>
      new HttpResponse(
        JSON.stringify({
          type: 'urn:rosetta-finops:problem:bad-table',
          title: 'Bad Request',
          status: 400,
          detail: '1 thing is wrong',
          errors: [{ at: 'line 2, unitPrice', message: 'is not a number' }],
        }),
        {
          status: 400,
          headers: { 'Content-Type': 'application/problem+json' },
        },
      ),
  ];
  const sent = uploads(() => answers.shift()?.() ?? HttpResponse.error());
  renderView(<Upload view={view} />);
  await choose('prices.csv', 'a');
  expect(await screen.findByRole('alert')).toBeVisible();
  await choose('prices.csv', 'another');
  expect(
    await screen.findByText('line 2, unitPrice: is not a number'),
  ).toBeVisible();
  expect(sent[0]?.key).not.toBe(sent[1]?.key);
});
