import { drawn, parseExactly, sumOf, type Amount } from './amount';

it.each([
  '0.1',
  '1843221.407312',
  '-12',
  '12345678901234567.123456789',
  '0.1000000000000000055511',
])('keeps every digit of %s', digits => {
  expect(
    String((parseExactly(`{"cost": ${digits}}`) as { cost: Amount }).cost),
  ).toBe(digits);
});

it('leaves counts as numbers, and unknown unknown', () => {
  expect(parseExactly('{"rows": 57, "cost": null}')).toEqual({
    rows: 57,
    cost: null,
  });
});

it('draws what is known', () => {
  expect(drawn(parseExactly('12345678901234567.5') as Amount)).toBe(
    12345678901234568,
  );
  expect(drawn(null)).toBeNull();
});

it.each([
  [['0.1', '0.2'], [], '0.3'],
  [
    ['12345678901234567.000000001', '-0.5'],
    ['0.5'],
    '12345678901234566.000000001',
  ],
  [['1e-7', '2E2'], [], '200.0000001'],
  [['-3.4'], ['-3.4'], '0'],
  [['0.05'], ['1'], '-0.95'],
  [[], [], '0'],
])('adds up %s less %s with every digit', (added, taken, sum) => {
  const amounts = (texts: string[]) =>
    texts.map(text => parseExactly(text) as Amount);
  expect(String(sumOf(amounts(added), amounts(taken)))).toBe(sum);
});
