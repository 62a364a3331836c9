import { chosenOf, written } from './chosen';
import { queriesOf } from './useHistories';

it('reads what it writes, ids with colons too', () => {
  const chosen = [
    { level: 'total', id: '' },
    { level: 'product', id: 'aws:s3' },
  ] as const;
  expect(chosenOf(chosen.map(written))).toEqual(chosen);
});

it('leaves out what is no series, what stands twice, and what is beyond ten', () => {
  expect(
    chosenOf(['domain:open', 'galaxy:x', 'domain:', 'domain:open', '']),
  ).toEqual([{ level: 'domain', id: 'open' }]);
  const many = Array.from({ length: 12 }, (_, index) => `product:${index}`);
  expect(chosenOf(many)).toHaveLength(10);
});

it('asks once a level, whatever the number of series', () => {
  const said = ['total', 'family:a', 'domain:b', 'family:c'];
  expect(queriesOf(chosenOf(said))).toEqual([
    { by: 'total' },
    { by: 'domain', domain: ['b'], limit: 10 },
    { by: 'family', family: ['a', 'c'], limit: 10 },
  ]);
});
