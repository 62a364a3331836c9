import { byEntity, type MissingMonth } from './missing';

function month(
  entityId: string,
  period: string,
  ...domains: string[]
): MissingMonth {
  return {
    entityId,
    entityLabel: entityId.toUpperCase(),
    period,
    status: domains.length > 0 ? 'partial' : 'missing',
    domains: domains.map(domainId => ({
      domainId,
      domainLabel: domainId,
      since: null,
      reason: null,
    })),
  };
}

it('says who is missing, those of which nothing came first', () => {
  const entities = byEntity([
    month('east', '2026-10', 'weights'),
    month('south', '2026-09'),
    month('south', '2026-10'),
  ]);
  expect(entities.map(({ entityId }) => entityId)).toEqual(['south', 'east']);
  expect(entities[0]?.absent).toEqual(['2026-09', '2026-10']);
  expect(entities[1]?.partial[0]?.domains[0]?.domainId).toBe('weights');
});

it('says an entity once, whatever it lacks', () => {
  const [east, ...others] = byEntity([
    month('east', '2026-09', 'open'),
    month('east', '2026-10'),
  ]);
  expect(others).toEqual([]);
  expect([east?.absent.length, east?.partial.length]).toEqual([1, 1]);
});
