import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, delay, http } from 'msw';
import { useRead } from '../../api/useRead';
import { useWrite } from '../../api/useWrite';
import { API, answers, server, withApi } from '../../__testUtils__/api';
import { renderView } from '../../__testUtils__/renderView';
import { ReasonDialog } from './ReasonDialog';

withApi();

const SLOW_MS = 60_000;
const SLOWER_MS = 500;
const PATH = '/v1/local/admin/periods/{period}/closure';

function Close({ onDone }: { onDone?: () => void }) {
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
      onDone={onDone}
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

/** What is done takes away what it was done with, while something else is still being read again. */
function CloseWhileAdmin({ onDone }: { onDone: () => void }) {
  useRead('/v1/local/pricing-views', {});
  const roles = useRead('/v1/local/me', {}).data?.data.roles ?? [];
  return roles.length > 0 ? <Close onDone={onDone} /> : <p>nothing to do</p>;
}

it(
  'goes on when it is done, also where that takes the dialog away',
  async () => {
    const me = { subject: 'ada', entityId: 'local' };
    answers('/v1/local/me', { data: { ...me, roles: ['Rosetta_Admin'] } });
    server.use(
      http.delete(`${API}/v1/local/admin/periods/2026-10/closure`, () => {
        answers('/v1/local/me', { data: { ...me, roles: [] } });
        return HttpResponse.json({});
      }),
    );
    server.use(
      http.get(`${API}/v1/local/pricing-views`, async () => {
        await delay(SLOWER_MS);
        return HttpResponse.json({ data: [] });
      }),
    );
    const onDone = jest.fn();
    renderView(<CloseWhileAdmin onDone={onDone} />);
    await confirm();
    await screen.findByText('nothing to do');
    await waitFor(() => expect(onDone).toHaveBeenCalledTimes(1));
  },
  SLOW_MS,
);
