import { parseExactly, type Amount } from '../../api/amount';
import { drawnMonths, fewOf, monthsOf, REST } from './months';

const amount = (digits: string) => parseExactly(digits) as Amount; // a number's text

function course(id: string, costs: readonly (string | null)[]) {
  return {
    id,
    points: costs.map((cost, index) => ({
      period: `2026-0${index + 1}`,
      cost: cost === null ? null : amount(cost),
      published: cost !== null,
    })),
  };
}

it('adds up what has no colour of its own, with every digit', () => {
  const few = fewOf(
    [
      course('a', ['9', '9']),
      course('b', ['0.1000000000000000000001', null]),
      course('c', ['0.2', null]),
    ],
    2,
  );
  expect(few.map(({ id }) => id)).toEqual(['a', REST]);
  expect(few[1]?.points.map(({ cost }) => cost && String(cost))).toEqual([
    '0.3000000000000000000001',
    null,
  ]);
});

it('leaves as many as have a colour alone', () => {
  const courses = [course('a', ['1']), course('b', ['2'])];
  expect(fewOf(courses, 2)).toEqual(courses);
});

it('begins where something was published first, and leaves later gaps', () => {
  const months = monthsOf([
    course('a', [null, '1', null, '3']),
    course('b', [null, '0.5', null, null]),
  ]);
  expect(
    months.map(({ period, cost }) => [period, cost && String(cost)]),
  ).toEqual([
    ['2026-02', '1.5'],
    ['2026-03', null],
    ['2026-04', '3'],
  ]);
  expect(drawnMonths(months)[2]?.values).toEqual({ a: 3, b: null });
});

it('has no month where nothing was ever published', () => {
  expect(monthsOf([course('a', [null, null])])).toEqual([]);
  expect(monthsOf([])).toEqual([]);
});
