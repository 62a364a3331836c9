import { createFormats, localeOf, type Formats } from './formats';
import { useLanguage } from './useLanguage';

/** Of each locale once: every figure asks, and making formats takes longer than writing with them. */
const made = new Map<string, Formats>();

export function useFormats(): Formats {
  const locale = localeOf(useLanguage(), navigator.languages);
  const formats = made.get(locale) ?? createFormats(locale);
  made.set(locale, formats);
  return formats;
}
