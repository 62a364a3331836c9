import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Checkbox, Text } from '@backstage/ui';
import { ReasonDialog } from '../ReasonDialog';
import type { PriceChanges } from './Effect';
import { pricesAdminTranslationRef } from './translation';
import type { Publication, usePublication } from './usePublication';
import type { View } from './versions';

interface PublishProps {
  view: View;
  changes: PriceChanges;
  write: ReturnType<typeof usePublication>;
  onPublished: (publication: Publication) => void;
}

/** Asks for the reason, and whether the rates of months that are over are meant. */
export function Publish(props: PublishProps) {
  const { view, changes, write, onPublished } = props;
  const { t } = useTranslationRef(pricesAdminTranslationRef);
  const { version } = changes.meta;
  const { conflicts, closedPeriods, rateChanges, months } = changes.data;
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
      write={write.publication}
      onDone={({ data }) => onPublished(data)}
    >
      <Text>{t('publishHint')}</Text>
      <Text>{t('publishedRun', { count: months.length })}</Text>
      {rateChanges.count > 0 && (
        <Checkbox
          isSelected={write.restateRates}
          onChange={write.setRestateRates}
        >
          {t('restate')}
        </Checkbox>
      )}
    </ReasonDialog>
  );
}
