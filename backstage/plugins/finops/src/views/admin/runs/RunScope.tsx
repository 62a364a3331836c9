import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select } from '@backstage/ui';
import type { ApiProblem } from '../../../api/problem';
import type { components } from '../../../api/schema';
import { useRead } from '../../../api/useRead';
import { useFormats } from '../../../figures/useFormats';
import { faultOf } from '../faults';
import { runsTranslationRef } from './translation';

type RunRequest = components['schemas']['RunRequest'];

interface RunScopeProps {
  given: RunRequest;
  onChange: (changed: RunRequest) => void;
  problem: ApiProblem | null;
}

/** Which months and domains; none of either means those of a night. */
export function RunScope({ given, onChange, problem }: RunScopeProps) {
  const { t } = useTranslationRef(runsTranslationRef);
  const formats = useFormats();
  const status = useRead('/v1/local/status', {}).data?.data;
  const months = (status?.periods ?? []).map(({ period, status: state }) => ({
    id: period,
    label:
      state === 'CLOSED'
        ? t('closedMonth', { month: formats.month(period) })
        : formats.month(period),
  }));
  const domains = (status?.domains ?? [])
    .filter(({ isEnabled }) => isEnabled)
    .map(({ domainId, domainLabel }) => ({ id: domainId, label: domainLabel }));
  return (
    <>
      <Select
        selectionMode="multiple"
        label={t('months')}
        description={t('monthsHint')}
        placeholder={t('usualMonths')}
        options={months}
        value={given.periods ?? []}
        onChange={keys => onChange({ periods: keys.map(String).sort() })}
        {...faultOf(problem, 'periods')}
      />
      <Select
        selectionMode="multiple"
        searchable
        searchPlaceholder={t('searchDomains')}
        label={t('domains')}
        placeholder={t('allDomains')}
        options={domains}
        value={given.domains ?? []}
        onChange={keys => onChange({ domains: keys.map(String) })}
        {...faultOf(problem, 'domains')}
      />
    </>
  );
}
