import { dayOf } from '../filters/months';
import type { Amount } from '../api/amount';

/** From here on decimals say nothing to who reads a screen; hovering and CSV have them all. */
const WHOLE_FROM = 1_000;
/** More digits than any amount has, within what Intl takes. */
const ALL_DIGITS = 20;

/** How numbers and dates are written for one reader. Decimals keep every digit: Intl formats the text of an amount. */
export interface Formats {
  locale: string;
  /** Without its currency: that is said once per table or tile. */
  amount: (amount: Amount) => string;
  signed: (amount: Amount) => string;
  money: (amount: Amount, currency: string | null) => string;
  /** Every digit. */
  exact: (amount: Amount) => string;
  quantity: (quantity: Amount) => string;
  signedQuantity: (quantity: Amount) => string;
  /** Of a percentage: 12.5 is 12.5 %. */
  percent: (percent: Amount) => string;
  signedPercent: (percent: Amount) => string;
  /** Of a share: 0.125 is 12.5 %. */
  share: (share: Amount) => string;
  /** For axes: 1.2M. */
  short: (amount: number) => string;
  /** For axes that begin far from nothing: 0.9235. */
  fine: (amount: number) => string;
  month: (period: string) => string;
  shortMonth: (period: string) => string;
  day: (time: string) => string;
  time: (time: string) => string;
}

/** The reader's own region where their browser is in the language that they chose, else the language's default. */
export function localeOf(
  language: string,
  preferred: readonly string[],
): string {
  return (
    preferred.find(locale => locale.split('-')[0] === language) ?? language
  );
}

type Exact = Intl.StringNumericLiteral;

export function createFormats(locale: string): Formats {
  const number = (options: Intl.NumberFormatOptions) => {
    const format = new Intl.NumberFormat(locale, options);
    return (amount: Amount) => format.format(String(amount) as Exact); // an Amount is a number's text
  };
  const date = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(locale, options);
    return (day: Date) => format.format(day);
  };
  const bySize = (options: Intl.NumberFormatOptions) => {
    const whole = number({ ...options, maximumFractionDigits: 0 });
    const cents = number({
      ...options,
      minimumFractionDigits: 2,
      maximumFractionDigits: 2,
    });
    return (amount: Amount) =>
      (Math.abs(Number(amount)) >= WHOLE_FROM ? whole : cents)(amount);
  };
  // An address may name a month that is none: the API says so, and until then it is called what it was called.
  const ofMonth = (format: (day: Date) => string) => (period: string) => {
    const day = dayOf(period);
    return Number.isNaN(day.valueOf()) ? period : format(day);
  };
  const month = date({ month: 'long', year: 'numeric', timeZone: 'UTC' });
  const shortMonth = date({ month: 'short', year: '2-digit', timeZone: 'UTC' });
  const day = date({ dateStyle: 'medium' });
  const time = date({ dateStyle: 'medium', timeStyle: 'short' });
  const share = number({ style: 'percent', maximumFractionDigits: 1 });
  const percent = number({ maximumFractionDigits: 1 });
  const signedPercent = number({
    maximumFractionDigits: 1,
    signDisplay: 'exceptZero',
  });
  const quantity = number({ maximumFractionDigits: 2 });
  // Weights are shares of 1, most of them below a hundredth.
  const weight = number({ maximumSignificantDigits: 3 });
  const currencies = new Map<string, (amount: Amount) => string>();
  const amount = bySize({});
  return {
    locale,
    amount,
    signed: bySize({ signDisplay: 'exceptZero' }),
    money: (value, currency) => {
      if (currency === null) {
        return amount(value);
      }
      const known =
        currencies.get(currency) ?? bySize({ style: 'currency', currency });
      currencies.set(currency, known);
      return known(value);
    },
    exact: number({ maximumFractionDigits: ALL_DIGITS }),
    quantity: value => (Math.abs(Number(value)) < 1 ? weight : quantity)(value),
    signedQuantity: number({
      maximumFractionDigits: 2,
      signDisplay: 'exceptZero',
    }),
    percent: value => `${percent(value)}\u00a0%`,
    signedPercent: value => `${signedPercent(value)}\u00a0%`,
    share,
    short: number({ notation: 'compact', maximumFractionDigits: 1 }),
    fine: number({ notation: 'compact', maximumSignificantDigits: 4 }),
    month: ofMonth(month),
    shortMonth: ofMonth(shortMonth),
    day: at => day(new Date(at)),
    time: at => time(new Date(at)),
  };
}
