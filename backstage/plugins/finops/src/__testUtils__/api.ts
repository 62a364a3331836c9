import { HttpResponse, http, type JsonBodyType } from 'msw';
import { setupServer } from 'msw/node';
import type { Answer, ReadPath } from '../api/FinopsClient';

/** Where the API is for tests; nothing listens there but msw. */
export const API = 'http://api.test';

/** What answers in the API's place, over HTTP. */
export const server = setupServer();

/** Starts and ends it with the tests of a file; a request that nothing was said about is an error. */
export function withApi(): void {
  beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
  afterEach(() => server.resetHandlers());
  afterAll(() => server.close());
}

/** A path of the API answers this; typed by the API's own document. Parameters as msw writes them: `:domain`. */
export function answers<Path extends ReadPath>(
  path: Path,
  answer: Answer<Path>,
): void {
  const place = path.replace(/\{(\w+)\}/g, ':$1');
  server.use(
    http.get(`${API}${place}`, () => HttpResponse.json(answer as JsonBodyType)),
  );
}

/** A path of the API refuses. */
export function refuses(path: ReadPath, status: number, detail: string): void {
  const body = {
    type: 'urn:rosetta-finops:problem:refused',
    title: 'Refused',
    status,
    detail,
  };
  const headers = { 'Content-Type': 'application/problem+json' };
  server.use(
    http.get(
      `${API}${path}`,
      () => new HttpResponse(JSON.stringify(body), { status, headers }),
    ),
  );
}
