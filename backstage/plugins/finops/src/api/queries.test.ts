import { createQueries } from './queries';

function answer(generation: number) {
  return async () => ({ meta: { generation } });
}

it('reads again what is of an older publication, and leaves what is not', async () => {
  const queries = createQueries();
  await queries.fetchQuery({ queryKey: ['dashboard'], queryFn: answer(7) });
  await queries.fetchQuery({
    queryKey: ['me'],
    queryFn: async () => ({ data: {} }),
  });
  await queries.fetchQuery({ queryKey: ['history'], queryFn: answer(8) });
  const stale = (key: string) => queries.getQueryState([key])?.isInvalidated;
  expect([stale('dashboard'), stale('me'), stale('history')]).toEqual([
    true,
    false,
    false,
  ]);
});
