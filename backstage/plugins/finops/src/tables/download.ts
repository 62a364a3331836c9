import type { FinopsClient } from '../api/FinopsClient';
import { ApiProblem } from '../api/problem';
import type { PagedPath } from './usePaged';

/** What most lists give at once; a query that says otherwise is of one that gives less. */
const MOST_ROWS = 1_000;
const NEXT = 'Finops-Next-Cursor';
/** On every list; where it is gone, the cursor may be gone too. */
const GENERATION = 'Finops-Generation';

/** All of a list as CSV, with every digit: its pages one after the other, under one line of names. */
export async function wholeCsv(
  client: FinopsClient,
  path: PagedPath,
  query: object,
): Promise<Blob> {
  try {
    return await pagesOf(client, path, query);
  } catch (problem) {
    // Published anew between two pages: once more, of one generation.
    if (problem instanceof ApiProblem && problem.status === 409) {
      return pagesOf(client, path, query);
    }
    throw problem;
  }
}

async function pagesOf(
  client: FinopsClient,
  path: PagedPath,
  query: object,
): Promise<Blob> {
  const parts: string[] = [];
  let cursor: string | null | undefined;
  while (cursor !== null) {
    const page = await client.download(path, {
      query: { limit: MOST_ROWS, ...query, cursor },
    } as never);
    if (!page.headers.has(GENERATION)) {
      throw new ApiProblem(
        page.status,
        null,
        `The proxy takes ${GENERATION} and ${NEXT} away: name them in its allowedHeaders.`,
      );
    }
    const text = await page.text();
    parts.push(
      cursor === undefined ? text : text.slice(text.indexOf('\n') + 1),
    );
    cursor = page.headers.get(NEXT);
  }
  return new Blob(parts, { type: 'text/csv;charset=utf-8' });
}

/** Hand a file to whoever is in front of the browser. */
export function save(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
