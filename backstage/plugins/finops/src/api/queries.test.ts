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

it('keeps the group’s generations and the entity’s apart', async () => {
  const queries = createQueries();
  const read = (path: string, generation: number) =>
    queries.fetchQuery({ queryKey: [path], queryFn: answer(generation) });
  await read('/v1/local/dashboard', 7);
  await read('/v1/group/dashboard', 40);
  await read('/v1/group/entities', 41);
  const stale = (path: string) => queries.getQueryState([path])?.isInvalidated;
  expect(stale('/v1/local/dashboard')).toBe(false);
  expect(stale('/v1/group/dashboard')).toBe(true);
});
