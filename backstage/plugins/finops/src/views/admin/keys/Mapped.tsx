import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import { useFormats } from '../../../figures/useFormats';
import { useMe } from '../../../page/useMe';
import { RequestRun } from '../runs/RequestRun';
import { keysAdminTranslationRef } from './translation';
import type { Mapping } from './useMapping';

/** What came of the last mapping, and the run that brings it into the figures, for who may ask for one. */
export function Mapped({ mapping: { done } }: { mapping: Mapping }) {
  const { t } = useTranslationRef(keysAdminTranslationRef);
  const formats = useFormats();
  const { administers } = useMe();
  if (!done) {
    return <div aria-live="polite" />;
  }
  const { alias, label, runAgain } = done;
  const { domains, periods } = runAgain;
  const months = periods.map(formats.month).join(', ');
  return (
    <div aria-live="polite">
      <Alert
        icon
        status="success"
        title={t('mapped', {
          key: alias.foreignKey,
          source: alias.sourceSystem,
          label,
        })}
        description={months ? t('runAgain', { months }) : t('noRun')}
        customActions={
          months !== '' &&
          administers('finops') && (
            <RequestRun
              key={JSON.stringify(runAgain)}
              initial={{ domains, periods, dryRun: false }}
              opener={{
                size: 'small',
                variant: 'secondary',
                children: t('run'),
              }}
            />
          )
        }
      />
    </div>
  );
}
