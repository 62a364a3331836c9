import { HttpResponse, http } from 'msw';
import { API, server, withApi } from '../__testUtils__/api';
import { FinopsClient } from '../api/FinopsClient';
import { wholeCsv } from './download';

withApi();

const client = new FinopsClient(API, (...request) => fetch(...request));
const LIST = '/v1/local/applications';

function gives(pages: Record<string, { text: string; next?: string }>): void {
  server.use(
    http.get(`${API}${LIST}`, ({ request }) => {
      const cursor = new URL(request.url).searchParams.get('cursor') ?? '';
      const { text, next } = pages[cursor]!;
      const headers: Record<string, string> = { 'Finops-Generation': '4' };
      if (next) {
        headers['Finops-Next-Cursor'] = next;
      }
      return new HttpResponse(text, { headers });
    }),
  );
}

it('is every page under one line of names', async () => {
  gives({
    '': { text: 'id,cost\na,1\n', next: 'second' },
    second: { text: 'id,cost\nb,2\n', next: 'third' },
    third: { text: 'id,cost\nc,3\n' },
  });
  const file = await wholeCsv(client, LIST, {});
  expect(await new Response(file).text()).toBe('id,cost\na,1\nb,2\nc,3\n');
});

it('is no file at all where whoever stands between takes the headers away', async () => {
  server.use(
    http.get(`${API}${LIST}`, () => new HttpResponse('id,cost\na,1\n')),
  );
  await expect(wholeCsv(client, LIST, {})).rejects.toThrow('allowedHeaders');
});
