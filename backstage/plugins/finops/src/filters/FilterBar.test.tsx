import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useLocation } from 'react-router-dom';
import { answers, withApi } from '../__testUtils__/api';
import { published } from '../__testUtils__/published';
import { renderView } from '../__testUtils__/renderView';
import { FilterBar } from './FilterBar';

withApi();

beforeEach(() => {
  answers('/v1/local/status', published());
  answers('/v1/local/pricing-views', { meta: published().meta, data: [] });
});

function Address() {
  return <output>{useLocation().search}</output>;
}

async function shownAt(address: string): Promise<() => string | null> {
  renderView(
    <>
      <FilterBar period="2026-11" />
      <Address />
    </>,
    address,
  );
  const output = await screen.findByText(/\?|^$/, { selector: 'output' });
  return () => output.textContent;
}

it('moves to the month before, and keeps the rest of the address', async () => {
  const address = await shownAt('/finops?environment=production&sort=-delta');
  await userEvent.click(screen.getByRole('button', { name: 'Previous month' }));
  expect(address()).toBe('?environment=production&sort=-delta&period=2026-10');
});

it('moves on from the month of the address, not from the latest', async () => {
  const address = await shownAt('/finops?period=2026-01');
  await userEvent.click(screen.getByRole('button', { name: 'Previous month' }));
  expect(address()).toBe('?period=2025-12');
});
