import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Flex,
  Text,
} from '@backstage/ui';
import type { Answer } from '../../../api/FinopsClient';
import { useFormats } from '../../../figures/useFormats';
import { useLinks } from '../../../filters/useLinks';
import { ChangedCosts } from './ChangedCosts';
import { pricesAdminTranslationRef } from './translation';

export type PriceChanges =
  Answer<'/v1/local/admin/pricing-views/{view}/draft/changes'>;

/** What publishing a draft would change: by month, by month and domain, and for the applications that change most. */
export function Effect({ changes: { data, meta } }: { changes: PriceChanges }) {
  const { t } = useTranslationRef(pricesAdminTranslationRef);
  const formats = useFormats();
  const links = useLinks();
  const { added, removed } = data.valuedMetrics;
  const { currency } = meta;
  return (
    <Flex direction="column" gap="4">
      {added.length > 0 && (
        <Text>{t('metricsAdded', { metrics: added.join(', ') })}</Text>
      )}
      {removed.length > 0 && (
        <Text>{t('metricsRemoved', { metrics: removed.join(', ') })}</Text>
      )}
      {data.months.length === 0 ? (
        <Text>{t('noEffect')}</Text>
      ) : (
        <>
          <ChangedCosts
            title={t('byMonth')}
            name={t('month')}
            currency={currency}
            rows={data.months.map(month => ({
              ...month,
              id: month.period,
              label: formats.month(month.period),
            }))}
          />
          <ChangedCosts
            title={t('byApplication', { count: data.applications.count })}
            name={t('application')}
            currency={currency}
            rows={data.applications.largest.map(application => ({
              ...application,
              id: application.applicationId,
              label: application.applicationLabel,
              href: links.application(application.applicationId),
            }))}
          />
          <Accordion>
            <AccordionTrigger title={t('byDomain')} />
            <AccordionPanel>
              <ChangedCosts
                title={t('byDomain')}
                name={t('domain')}
                currency={currency}
                rows={data.domains.map(domain => ({
                  ...domain,
                  id: `${domain.period}/${domain.domainId}`,
                  label: `${domain.domainLabel}, ${formats.month(
                    domain.period,
                  )}`,
                }))}
              />
            </AccordionPanel>
          </Accordion>
        </>
      )}
    </Flex>
  );
}
