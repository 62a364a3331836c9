import { HttpResponse, http } from 'msw';
import { API, server, withApi } from '../__testUtils__/api';
import { FinopsClient } from './FinopsClient';
import { ApiProblem } from './problem';

withApi();

const client = new FinopsClient(API, (...request) => fetch(...request));

it('asks for what is asked, repeated parameters included, and nothing that is not', async () => {
  let asked = '';
  server.use(
    http.get(`${API}/v1/local/history`, ({ request }) => {
      asked = new URL(request.url).search;
      return HttpResponse.json({});
    }),
  );
  await client.read('/v1/local/history', {
    query: { by: 'family', family: ['a b', 'c&d'], environment: undefined },
  });
  expect(asked).toBe('?by=family&family=a%20b&family=c%26d');
});

it('escapes what goes into a path', async () => {
  let path = '';
  server.use(
    http.get(`${API}/v1/local/domains/*`, ({ request }) => {
      path = new URL(request.url).pathname;
      return HttpResponse.json({});
    }),
  );
  await client.read('/v1/local/domains/{domain}', {
    path: { domain: 'a/../b' },
  });
  expect(path).toBe('/v1/local/domains/a%2F..%2Fb');
});

it('says what the API says against it', async () => {
  const problem = {
    type: 'urn:rosetta-finops:problem:bad-parameter',
    title: 'Bad parameter',
    status: 400,
    detail: 'period: 2026-13 is no month',
    errors: [{ at: 'period', message: 'no month' }],
  };
  server.use(
    http.get(
      `${API}/v1/local/status`,
      () =>
        new HttpResponse(JSON.stringify(problem), {
          status: 400,
          headers: {
            'Content-Type': 'application/problem+json; charset=utf-8',
          },
        }),
    ),
  );
  const refused = await client
    .read('/v1/local/status', {})
    .catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(ApiProblem);
  expect(refused).toMatchObject({
    status: 400,
    kind: 'bad-parameter',
    message: 'period: 2026-13 is no month',
    faults: problem.errors,
    passing: false,
  });
});

it.each([
  [
    'the proxy answers in the place of an API that is away',
    () => new HttpResponse('<html>', { status: 504 }),
    504,
  ],
  ['nothing answers', () => HttpResponse.error(), 0],
])('knows that %s', async (_, answer, status) => {
  server.use(http.get(`${API}/v1/local/status`, answer));
  await expect(client.read('/v1/local/status', {})).rejects.toMatchObject({
    status,
    kind: null,
    passing: true,
  });
});

it('sends a write as JSON, with its key', async () => {
  let sent: unknown;
  server.use(
    http.post(`${API}/v1/local/admin/runs`, async ({ request }) => {
      sent = {
        key: request.headers.get('Idempotency-Key'),
        body: await request.json(),
      };
      return HttpResponse.json({ data: { runId: 'r' } }, { status: 202 });
    }),
  );
  const done = await client.write('post', '/v1/local/admin/runs', {
    params: {},
    body: { periods: ['2026-10'], reason: 'the CMDB was corrected' },
    idempotencyKey: 'once',
  });
  expect(sent).toEqual({
    key: 'once',
    body: { periods: ['2026-10'], reason: 'the CMDB was corrected' },
  });
  expect(done.data.runId).toBe('r');
});

it('asks the group’s deployment for the group’s paths, and the entity’s for all others', async () => {
  const asked: string[] = [];
  server.use(
    http.get('*', ({ request }) => {
      asked.push(request.url);
      return HttpResponse.json({});
    }),
  );
  const both = new FinopsClient(
    API,
    (...request) => fetch(...request),
    'http://group.test',
  );
  await both.read('/v1/group/me', {});
  await both.read('/v1/local/me', {});
  expect(asked).toEqual([
    'http://group.test/v1/group/me',
    `${API}/v1/local/me`,
  ]);
  expect([both.hasGroup, client.hasGroup]).toEqual([true, false]);
});
