import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { useWrite } from '../../api/useWrite';
import { API, server, withApi } from '../../testing/api';
import { renderView } from '../../testing/renderView';
import { ReasonDialog } from './ReasonDialog';

withApi();

const SLOW_MS = 60_000;
const PATH = '/v1/local/admin/periods/{period}/closure';

function Close() {
  const write = useWrite((client, reason: string | null, idempotencyKey) =>
    client.write('delete', PATH, {
      params: { path: { period: '2026-10' } },
      body: { reason: reason ?? '' },
      idempotencyKey,
    }),
  );
  return (
    <ReasonDialog
      opener={{ children: 'Reopen' }}
      title="Reopen October"
      confirm="Do it"
      reason="required"
      write={write}
    >
      Its figures may change.
    </ReasonDialog>
  );
}

function refuses(status: number, more: object): void {
  const problem = {
    type: 'urn:rosetta-finops:problem:refused',
    title: 'Refused',
    status,
    detail: 'no',
    ...more,
  };
  server.use(
    http.delete(
      `${API}/v1/local/admin/periods/2026-10/closure`,
      () =>
        new HttpResponse(JSON.stringify(problem), {
          status,
          headers: { 'Content-Type': 'application/problem+json' },
        }),
    ),
  );
}

async function confirm(): Promise<void> {
  const user = userEvent.setup();
  await user.click(await screen.findByRole('button', { name: 'Reopen' }));
  const button = screen.getByRole('button', { name: 'Do it' });
  expect(button).toBeDisabled();
  await user.type(screen.getByRole('textbox'), 'the bill was corrected');
  expect(button).toBeEnabled();
  await user.click(button);
}

it(
  'wants a reason, and leads to the run that stands against it',
  async () => {
    refuses(409, { runId: 'r1' });
    renderView(<Close />);
    await confirm();
    expect(
      await screen.findByRole('link', {
        name: 'To the run that this is about',
      }),
    ).toHaveAttribute('href', '/finops/admin/runs/r1');
  },
  SLOW_MS,
);

it(
  'shows what the API says against the reason at its field',
  async () => {
    refuses(400, { errors: [{ at: 'reason', message: 'too short' }] });
    renderView(<Close />);
    await confirm();
    await screen.findByRole('alert');
    expect(screen.getByRole('textbox')).toHaveAccessibleDescription(
      /too short/,
    );
  },
  SLOW_MS,
);
