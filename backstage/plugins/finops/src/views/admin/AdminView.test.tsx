import { screen } from '@testing-library/react';
import type { Answer } from '../../api/FinopsClient';
import { answers, server, withApi } from '../../__testUtils__/api';
import { renderView } from '../../__testUtils__/renderView';
import AdminView from './AdminView';

withApi();

const SLOW_MS = 60_000;

type Role = Answer<'/v1/local/me'>['data']['roles'][number];

function roles(...given: Role[]): void {
  answers('/v1/local/me', {
    data: { subject: 'ada', entityId: 'local', roles: given },
  });
}

/** Paths that the API was asked for. */
function requests(): string[] {
  const asked: string[] = [];
  server.events.on('request:start', ({ request }) => {
    asked.push(new URL(request.url).pathname);
  });
  return asked;
}

afterEach(() => server.events.removeAllListeners());

function show(section: string): void {
  renderView(<AdminView />, `/finops/admin/${section}`, '/finops/admin/*');
}

it(
  'asks nothing of the admin’s part for somebody without the role',
  async () => {
    roles('Rosetta_User');
    const asked = requests();
    show('runs');
    await screen.findByText('This part is not for your role');
    expect(asked).toEqual(['/v1/local/me']);
    expect(screen.queryByRole('link', { name: 'Runs' })).toBeNull();
  },
  SLOW_MS,
);

it(
  'shows who keeps the referential their section, and no other',
  async () => {
    roles('Rosetta_Referentiel_Admin');
    const asked = requests();
    show('prices');
    await screen.findByText('This part is not for your role');
    expect(
      screen.getByRole('link', { name: 'Unknown keys' }),
    ).toBeInTheDocument();
    expect(screen.queryByRole('link', { name: 'Prices' })).toBeNull();
    expect(asked).toEqual(['/v1/local/me']);
  },
  SLOW_MS,
);
