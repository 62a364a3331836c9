import { drawnMonths, monthsOf } from './points';

function point(
  period: string,
  cost: number | null,
  missing = 0,
  published = 2,
) {
  return { period, cost, missing, published };
}

it('begins with the first month that anybody published', () => {
  const months = monthsOf([
    point('2026-07', null, 0, 0),
    point('2026-08', 5),
    point('2026-09', null, 2, 0),
  ]);
  expect(months.map(({ period }) => period)).toEqual(['2026-08', '2026-09']);
});

it('tells months that lack an entity from complete ones, and leaves what is unknown a gap', () => {
  const months = drawnMonths(
    monthsOf([
      point('2026-08', 5),
      point('2026-09', 7, 1),
      point('2026-10', null),
    ]),
  );
  expect(months.map(({ values }) => values)).toEqual([
    { whole: 5, lacking: null },
    { whole: null, lacking: 7 },
    { whole: null, lacking: null },
  ]);
});

it('is empty where nothing was ever published', () => {
  expect(monthsOf([point('2026-08', null, 1, 0)])).toEqual([]);
});
