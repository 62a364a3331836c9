import { parseExactly, type Amount } from '../api/amount';
import { createFormats, localeOf } from './formats';

const exact = (digits: string) => parseExactly(digits) as Amount;
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

it('takes the region of a browser that is in the chosen language', () => {
  expect(localeOf('en', ['fr-FR', 'en-GB', 'en-US'])).toBe('en-GB');
  expect(localeOf('fr', ['en-GB'])).toBe('fr');
});

it('writes amounts without decimals from a thousand on, with cents below', () => {
  const { amount } = createFormats('en');
  expect([
    amount(1234567.89),
    amount(999.5),
    amount(-1000.4),
    amount(0),
  ]).toEqual(['1,234,568', '999.50', '-1,000', '0.00']);
});

it('groups as the reader does', () => {
  expect(plain(createFormats('fr').money(1234567.89, 'EUR'))).toBe(
    '1 234 568 €',
  );
  expect(plain(createFormats('fr').exact(exact('1234567.890123')))).toBe(
    '1 234 567,890123',
  );
});

it('says every digit of an amount that a number could not hold', () => {
  expect(createFormats('en').exact(exact('12345678901234567.12345678'))).toBe(
    '12,345,678,901,234,567.12345678',
  );
});

it('writes quantities with two decimals, and small ones with what tells them apart', () => {
  const { quantity } = createFormats('en');
  expect(
    [1234.567, 1, 0.021039975954, 0.0055305, 0].map(value => quantity(value)),
  ).toEqual(['1,234.57', '1', '0.021', '0.00553', '0']);
});

it('writes months without moving them by a time zone', () => {
  expect(createFormats('en').month('2026-01')).toBe('January 2026');
  expect(createFormats('fr').month('2026-12')).toBe('décembre 2026');
});

it('calls a month that is none what it was called', () => {
  expect(createFormats('en').month('2026-13')).toBe('2026-13');
});

it('knows signs and shares', () => {
  const formats = createFormats('en');
  expect([
    formats.signed(5000),
    formats.signed(-0.5),
    formats.signed(0),
  ]).toEqual(['+5,000', '-0.50', '0.00']);
  expect(
    [formats.share(0.8756), formats.signedPercent(12.34)].map(plain),
  ).toEqual(['87.6%', '+12.3 %']);
});
