import { Suspense } from 'react';
import { screen } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import type { Answer } from '../../api/FinopsClient';
import {
  answers,
  API,
  refuses,
  server,
  withApi,
} from '../../__testUtils__/api';
import { renderView } from '../../__testUtils__/renderView';
import GroupView from './GroupView';

withApi();

const SLOW_MS = 60_000;

type Role = Answer<'/v1/group/me'>['data']['roles'][number];

function roles(...given: Role[]): void {
  answers('/v1/group/me', {
    data: { subject: 'gina', entityId: 'group', roles: given },
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

function show(group: string | undefined): void {
  renderView(
    <Suspense fallback={null}>
      <GroupView />
    </Suspense>,
    '/finops/group/entities/north',
    '/finops/group/*',
    group,
  );
}

it(
  'asks nothing where there is no group',
  async () => {
    const asked = requests();
    show(undefined);
    await screen.findByText('There is no group here');
    expect(asked).toEqual([]);
  },
  SLOW_MS,
);

it(
  'asks nothing but who one is for somebody without the role, and names nothing of the group',
  async () => {
    roles('Rosetta_User', 'Rosetta_FinOps_Admin');
    const asked = requests();
    show(API);
    await screen.findByText('The group’s figures are not for your role');
    expect(asked).toEqual(['/v1/group/me']);
    expect(screen.queryByText(/north/i)).toBeNull();
    expect(screen.queryByRole('link', { name: 'Completeness' })).toBeNull();
  },
  SLOW_MS,
);

it(
  'says the same to whom the group’s API does not know',
  async () => {
    refuses('/v1/group/me', 403, 'no role');
    show(API);
    expect(
      await screen.findByText('The group’s figures are not for your role'),
    ).toBeInTheDocument();
  },
  SLOW_MS,
);

it(
  'shows its views to who reads the group',
  async () => {
    server.use(http.get(`${API}/v1/group/*`, () => HttpResponse.error()));
    roles('Rosetta_Group');
    show(API);
    expect(
      await screen.findByRole('link', { name: 'Completeness' }),
    ).toBeInTheDocument();
  },
  SLOW_MS,
);
