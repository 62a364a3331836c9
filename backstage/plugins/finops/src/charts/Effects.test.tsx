import { screen, within } from '@testing-library/react';
import { withApi } from '../__testUtils__/api';
import { renderView } from '../__testUtils__/renderView';
import { Effects } from './Effects';

withApi();

const SPLIT = {
  cost: 110,
  previousCost: 100,
  quantityEffect: 15,
  priceEffect: -5,
  otherEffect: 0,
};
const MONTHS = { now: '2026-11', before: '2026-10', currency: 'EUR' };

it('says both months, and between them what quantity and price did', async () => {
  renderView(<Effects of={SPLIT} {...MONTHS} />);
  const rows = within(await screen.findByRole('table')).getAllByRole('row');
  expect(rows.map(row => row.textContent)).toEqual([
    expect.stringMatching(/October 2026.*100\.00/),
    expect.stringMatching(/Quantity.*\+15\.00/),
    expect.stringMatching(/Price.*-5\.00/),
    expect.stringMatching(/November 2026.*110\.00/),
  ]);
});

it('says what cannot be split, and that the rest is not known', async () => {
  const of = {
    ...SPLIT,
    quantityEffect: null,
    priceEffect: null,
    otherEffect: 10,
  };
  renderView(<Effects of={of} {...MONTHS} />);
  expect(
    await screen.findByRole('row', { name: /Cannot be split.*\+10\.00/ }),
  ).toBeVisible();
  expect(screen.getByRole('row', { name: /^Quantity.*–$/ })).toBeVisible();
});

it('says that there is nothing to compare with', async () => {
  renderView(<Effects of={SPLIT} {...MONTHS} before={null} />);
  expect(
    await screen.findByText('There is no published month to compare with.'),
  ).toBeVisible();
});
