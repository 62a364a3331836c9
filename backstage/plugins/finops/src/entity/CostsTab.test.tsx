import { EntityProvider } from '@backstage/plugin-catalog-react';
import { screen } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { answers, API, server, withApi } from '../__testUtils__/api';
import { published } from '../__testUtils__/published';
import { renderView } from '../__testUtils__/renderView';
import { APPLICATION_ANNOTATION } from './annotation';
import { CostsTab } from './CostsTab';

withApi();

function component(annotations: Record<string, string>) {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'fraud-desk', annotations },
  };
}

const tab = (annotations: Record<string, string>) => (
  <EntityProvider entity={component(annotations)}>
    <CostsTab />
  </EntityProvider>
);

it('says what to write where nothing says which application a component is, and asks for nothing', async () => {
  renderView(tab({ [APPLICATION_ANNOTATION]: ' ' }));
  expect(
    await screen.findByText(/rosetta-finops\/application: APPLICATION-ID/),
  ).toHaveTextContent('name: fraud-desk');
});

it('says so where FinOps knows no such application', async () => {
  answers('/v1/local/status', published());
  server.use(
    http.get(`${API}/v1/local/applications/APM9`, () =>
      HttpResponse.json(
        {
          type: 'urn:rosetta-finops:problem:not-found',
          title: 'Not Found',
          status: 404,
          detail: 'there is no such application',
        },
        {
          status: 404,
          headers: { 'Content-Type': 'application/problem+json' },
        },
      ),
    ),
    http.get(`${API}/v1/local/pricing-views`, () =>
      HttpResponse.json({ meta: {}, data: [] }),
    ),
  );
  renderView(tab({ [APPLICATION_ANNOTATION]: 'APM9' }));
  expect(
    await screen.findByText('FinOps has no application APM9'),
  ).toBeVisible();
});
