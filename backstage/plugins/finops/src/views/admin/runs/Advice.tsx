import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ADVICE, adviceTranslationRef } from './runbook';
import { runsTranslationRef } from './translation';

type Code = keyof typeof ADVICE;

function isKnown(code: string): code is Code {
  return code in ADVICE;
}

/** What the runbook says to do about an error. */
export function Advice({ code }: { code: string | null }) {
  const { t } = useTranslationRef(runsTranslationRef);
  const { t: advice } = useTranslationRef(adviceTranslationRef);
  if (!code || !isKnown(code)) {
    return null;
  }
  return (
    <div>
      <strong>{t('whatToDo')}</strong> {advice(code)}
    </div>
  );
}
