import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { TextAreaField } from '@backstage/ui';
import type { ApiProblem } from '../../api/problem';
import { faultOf } from './faults';
import { adminTranslationRef } from './translation';

interface ReasonFieldProps {
  value: string;
  onChange: (reason: string) => void;
  isRequired: boolean;
  problem: ApiProblem | null;
}

/** Why something is done. The audit log keeps it. */
export function ReasonField({
  value,
  onChange,
  isRequired,
  problem,
}: ReasonFieldProps) {
  const { t } = useTranslationRef(adminTranslationRef);
  return (
    <TextAreaField
      label={t('reason')}
      secondaryLabel={isRequired ? t('required') : t('optional')}
      description={t('reasonHint')}
      isRequired={isRequired}
      value={value}
      onChange={onChange}
      rows={2}
      {...faultOf(problem, 'reason')}
    />
  );
}
