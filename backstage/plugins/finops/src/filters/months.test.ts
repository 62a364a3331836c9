import { monthsAfter, monthsBetween } from './months';

it.each([
  ['2026-10', 1, '2026-11'],
  ['2026-12', 1, '2027-01'],
  ['2026-01', -1, '2025-12'],
  ['2026-11', -23, '2024-12'],
  ['2026-11', 0, '2026-11'],
])('%s and %i months is %s', (period, count, expected) => {
  expect(monthsAfter(period, count)).toBe(expected);
});

it('lists both ends', () => {
  expect(monthsBetween('2025-11', '2026-02')).toEqual([
    '2025-11',
    '2025-12',
    '2026-01',
    '2026-02',
  ]);
  expect(monthsBetween('2026-02', '2026-01')).toEqual([]);
});
