import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { API, answers, server, withApi } from '../../../__testUtils__/api';
import { published } from '../../../__testUtils__/published';
import { renderView } from '../../../__testUtils__/renderView';
import { DomainForm } from './DomainForm';
import type { DomainDetail } from './DomainPage';

withApi();

const domain: DomainDetail = {
  domainId: 'labs',
  domainLabel: 'Labs',
  domainMode: 'DIRECT',
  indirectLabel: null,
  indirectMethodKey: null,
  isEnabled: false,
  availableFrom: '2026-10',
  failurePolicy: 'tolerant',
  ingestFunction: 'ingest_cloud',
  connector: 'focus',
  connectorConfig: { source: 'bill', product: [{ tag: 'product' }] },
  connectorVersion: '1',
  latestPeriod: null,
  lastRunAt: null,
  lastRunDryRun: null,
  lastRunId: null,
  lastRunStatus: null,
  checklist: { ready: false, items: [], evidence: null },
};

const { meta } = published();

beforeEach(() => {
  answers('/v1/local/admin/connectors', {
    meta,
    data: [
      {
        ingestFunction: 'ingest_cloud',
        connector: 'focus',
        answers: 'period',
        version: '1',
        registeredAt: '2026-11-20T02:04:11Z',
        configSchema: {
          type: 'object',
          required: ['source'],
          properties: {
            source: { type: 'string' },
            product: { type: 'array', items: { type: 'object' } },
            pages: { type: 'integer', default: 10 },
          },
        },
      },
    ],
  });
});

/** What is sent when somebody saves; the API refuses it with these faults, or takes it. */
function saving(errors: { at: string; message: string }[] = []): unknown[] {
  const sent: unknown[] = [];
  server.use(
    http.put(`${API}/v1/local/admin/domains/labs`, async ({ request }) => {
      sent.push(await request.json());
      return errors.length === 0
        ? HttpResponse.json({ meta, data: domain })
        : new HttpResponse(
            JSON.stringify({
              type: 'urn:rosetta-finops:problem:bad-parameter',
              title: 'Bad Request',
              status: 400,
              detail: 'wrong',
              errors,
            }),
            {
              status: 400,
              headers: { 'Content-Type': 'application/problem+json' },
            },
          );
    }),
  );
  return sent;
}

async function save() {
  await userEvent.click(
    await screen.findByRole('button', { name: 'Check and save' }),
  );
}

it('sends the whole domain, with what nobody touched as it was', async () => {
  const sent = saving();
  renderView(<DomainForm domain={domain} />);
  const name = await screen.findByRole('textbox', { name: /^Name/ });
  await userEvent.clear(name);
  await userEvent.type(name, 'Laboratories');
  await save();
  expect(await screen.findByText(/^Saved/)).toBeVisible();
  expect(sent).toEqual([
    {
      domainLabel: 'Laboratories',
      domainMode: 'DIRECT',
      availableFrom: '2026-10',
      failurePolicy: 'tolerant',
      ingestFunction: 'ingest_cloud',
      connector: 'focus',
      connectorConfig: { source: 'bill', product: [{ tag: 'product' }] },
      reason: null,
    },
  ]);
});

it('names each wrong setting at its field, with the place inside of a nested one', async () => {
  saving([
    { at: 'connectorConfig.product.0.tag', message: 'must be of type string' },
    { at: 'availableFrom', message: 'is not a month' },
  ]);
  renderView(<DomainForm domain={domain} />);
  await save();
  expect(
    await screen.findByRole('textbox', { name: /^product/ }),
  ).toHaveAccessibleDescription(/0\.tag: must be of type string/);
  expect(
    screen.getByRole('textbox', { name: /^First month/ }),
  ).toHaveAccessibleDescription(/is not a month/);
  expect(
    within(screen.getByRole('alert')).getAllByRole('listitem'),
  ).toHaveLength(2);
});

it('sends nothing while a setting is no JSON', async () => {
  const sent = saving();
  renderView(<DomainForm domain={domain} />);
  const product = await screen.findByRole('textbox', { name: /^product/ });
  await userEvent.clear(product);
  await userEvent.type(product, '[[{{');
  await save();
  expect(product).toHaveAccessibleDescription(/this is not JSON/);
  expect(sent).toEqual([]);
});
