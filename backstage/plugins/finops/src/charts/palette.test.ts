import { COLOURS, coloursOf } from './palette';

const IDS = [
  'public_cloud',
  'private_cloud',
  'open',
  'containers',
  'cube',
  'messaging',
  'telephony',
  'quality',
];

it('gives each its own, whatever the order', () => {
  const colours = coloursOf(IDS);
  expect(new Set(colours.values()).size).toBe(IDS.length);
  expect(coloursOf([...IDS].reverse())).toEqual(colours);
});

it('leaves most as they are when one is added', () => {
  const [before, after] = [coloursOf(IDS), coloursOf([...IDS, 'artifacts'])];
  expect(
    IDS.filter(id => before.get(id) !== after.get(id)).length,
  ).toBeLessThanOrEqual(1);
});

it('uses them again when there are not enough', () => {
  const many = Array.from(
    { length: COLOURS.length + 3 },
    (_, index) => `domain_${index}`,
  );
  expect(coloursOf(many).size).toBe(many.length);
});
