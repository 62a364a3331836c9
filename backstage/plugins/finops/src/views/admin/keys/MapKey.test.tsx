import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { API, answers, server, withApi } from '../../../__testUtils__/api';
import { published } from '../../../__testUtils__/published';
import { renderView } from '../../../__testUtils__/renderView';
import { MapKey } from './MapKey';
import { Mapped } from './Mapped';
import { useMapping, type Alias } from './useMapping';

withApi();

const { meta } = published();

function List({ alias }: { alias: Alias }) {
  const mapping = useMapping();
  return (
    <>
      <Mapped mapping={mapping} />
      {!mapping.done && <MapKey alias={alias} mapping={mapping} />}
    </>
  );
}

it('says what a product’s key stood for, and for which months to ask again once its row is gone', async () => {
  answers('/v1/local/me', {
    data: { subject: 'adam', entityId: 'local', roles: ['Rosetta_Admin'] },
  });
  answers('/v1/local/admin/referential/products', {
    meta: { ...meta, page: { limit: 30, next: null } },
    data: [
      {
        productId: 'disk',
        productLabel: 'Disk',
        familyId: 'storage',
        familyLabel: 'Storage',
        domainId: 'labs',
        domainLabel: 'Labs',
        retiredAt: null,
        reserved: false,
      },
    ],
  });
  const sent: unknown[] = [];
  server.use(
    http.post(
      `${API}/v1/local/admin/referential/product-aliases`,
      async ({ request }) => {
        sent.push(await request.json());
        return HttpResponse.json({
          data: {
            sourceSystem: 'bill',
            foreignKey: 'SSD',
            productId: 'disk',
            productLabel: 'Disk',
            previousProductId: 'tape',
            runAgain: { domains: ['labs'], periods: ['2026-10', '2026-11'] },
          },
        });
      },
    ),
  );
  const alias: Alias = {
    kind: 'product',
    sourceSystem: 'bill',
    foreignKey: 'SSD',
    standing: { id: 'tape', label: 'Tape' },
  };
  renderView(<List alias={alias} />);
  await userEvent.click(
    await screen.findByRole('button', {
      name: 'Change what SSD of bill stands for',
    }),
  );
  const confirm = screen.getByRole('button', { name: 'Map it' });
  await userEvent.type(
    screen.getByRole('textbox', { name: /Reason/ }),
    'asked',
  );
  expect(confirm).toBeDisabled();
  await userEvent.type(screen.getByRole('combobox'), 'di');
  await userEvent.click(
    await screen.findByRole('option', { name: 'Disk (disk)' }),
  );
  await userEvent.click(confirm);
  expect(
    await screen.findByText('SSD of bill now stands for Disk.'),
  ).toBeVisible();
  expect(screen.getByText(/October 2026, November 2026/)).toBeVisible();
  await waitFor(() =>
    expect(
      screen.getByRole('button', { name: 'Read them again' }),
    ).toBeVisible(),
  );
  expect(sent).toEqual([
    {
      sourceSystem: 'bill',
      foreignKey: 'SSD',
      productId: 'disk',
      replaces: 'tape',
      reason: 'asked',
    },
  ]);
});
