import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useFormats } from '../../../figures/useFormats';
import { monthsBetween } from '../../../filters/months';
import { runsTranslationRef } from './translation';

const FEW = 3;
const MINUTE = 60;

interface Said {
  months: (periods: readonly string[]) => string;
  /** Of so many seconds. */
  duration: (seconds: number) => string;
  /** Between two times. */
  between: (from: string, to: string) => string;
}

/** Months and durations of runs as people say them. */
export function useSaid(): Said {
  const { t } = useTranslationRef(runsTranslationRef);
  const formats = useFormats();
  const list = new Intl.ListFormat(formats.locale, { type: 'conjunction' });
  const unit = (value: number, name: string, digits = 0) =>
    new Intl.NumberFormat(formats.locale, {
      style: 'unit',
      unit: name,
      maximumFractionDigits: digits,
    }).format(value);
  const duration = (seconds: number) => {
    if (seconds < MINUTE) {
      return unit(seconds, 'second', seconds < 10 ? 1 : 0);
    }
    const whole = Math.round(seconds);
    return `${unit(Math.floor(whole / MINUTE), 'minute')} ${unit(
      whole % MINUTE,
      'second',
    )}`;
  };
  return {
    months: periods => {
      const [first, ...others] = periods;
      const last = others.at(-1);
      if (!first) {
        return t('usualMonths');
      }
      const isRange =
        last && monthsBetween(first, last).length === periods.length;
      return isRange && periods.length > FEW
        ? t('range', {
            from: formats.shortMonth(first),
            to: formats.shortMonth(last),
          })
        : list.format(periods.map(formats.shortMonth));
    },
    duration,
    between: (from, to) => duration((Date.parse(to) - Date.parse(from)) / 1000),
  };
}
