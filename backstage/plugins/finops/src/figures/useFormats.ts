import { useMemo } from 'react';
import { createFormats, localeOf, type Formats } from './formats';
import { useLanguage } from './useLanguage';

export function useFormats(): Formats {
  const language = useLanguage();
  return useMemo(
    () => createFormats(localeOf(language, navigator.languages)),
    [language],
  );
}
