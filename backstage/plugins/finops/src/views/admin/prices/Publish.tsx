import { useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Checkbox, Text } from '@backstage/ui';
import type { components } from '../../../api/schema';
import { useWrite } from '../../../api/useWrite';
import { ReasonDialog } from '../ReasonDialog';
import type { PriceChanges } from './Effect';
import { pricesAdminTranslationRef } from './translation';
import type { View } from './versions';

interface PublishProps {
  view: View;
  /** As it was looked at: what somebody wrote in the meantime is not published by its checksum. */
  changes: PriceChanges;
  onPublished: (publication: components['schemas']['Publication']) => void;
}

export function Publish({ view, changes, onPublished }: PublishProps) {
  const { t } = useTranslationRef(pricesAdminTranslationRef);
  const [restateRates, setRestateRates] = useState(false);
  const { checksum, version } = changes.meta;
  const { conflicts, closedPeriods, rateChanges, months } = changes.data;
  const write = useWrite((client, reason: string | null, idempotencyKey) =>
    client.write(
      'post',
      '/v1/local/admin/pricing-views/{view}/draft/publication',
      {
        params: { path: { view: view.pricingViewId } },
        body: { reason: reason ?? '', checksum, restateRates },
        idempotencyKey,
      },
    ),
  );
  return (
    <ReasonDialog
      opener={{
        variant: 'primary',
        isDisabled: conflicts.count > 0 || closedPeriods.length > 0,
        children: t('publish'),
      }}
      title={t('publishTitle', {
        version: String(version),
        view: view.label,
      })}
      confirm={t('publish')}
      reason="required"
      write={write}
      onDone={({ data }) => onPublished(data)}
    >
      <Text>{t('publishHint')}</Text>
      <Text>{t('publishedRun', { count: months.length })}</Text>
      {rateChanges.count > 0 && (
        <Checkbox isSelected={restateRates} onChange={setRestateRates}>
          {t('restate')}
        </Checkbox>
      )}
    </ReasonDialog>
  );
}
