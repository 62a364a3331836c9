import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useRead } from '../api/useRead';
import { answers, refuses, withApi } from '../__testUtils__/api';
import { published } from '../__testUtils__/published';
import { renderView } from '../__testUtils__/renderView';
import { Answered } from './Answered';

withApi();

function Shown() {
  const read = useRead('/v1/local/status', {});
  return (
    <Answered read={read}>
      {answer => <p>as of {answer.data.latestPeriod}</p>}
    </Answered>
  );
}

it('says what stands against a request, and asks again when told to', async () => {
  refuses('/v1/local/status', 403, 'The token names no role');
  renderView(<Shown />);
  expect(await screen.findByRole('alert')).toHaveTextContent(
    'This is not for your role',
  );
  answers('/v1/local/status', published());
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByText('as of 2026-11')).toBeVisible();
  expect(screen.queryByRole('alert')).toBeNull();
});

it('says that it is loading', async () => {
  answers('/v1/local/status', published());
  renderView(<Shown />);
  expect(screen.getByRole('status')).toHaveTextContent('Loading');
  expect(await screen.findByText('as of 2026-11')).toBeVisible();
});
