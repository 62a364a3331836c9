import { drawn, parseExactly, type Amount } from './amount';

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
