import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useParams } from 'react-router-dom';
import { useFilters } from '../../filters/useFilters';
import { useLinks } from '../../filters/useLinks';
import { Frame } from '../../page/Frame';
import { pageTranslationRef } from '../../page/translation';
import { Answered } from '../../states/Answered';
import { useLabels } from '../breakdown/labels';
import { ApplicationCosts } from './ApplicationCosts';
import { useApplication, type Application } from './useApplication';

/** "What do I pay, and why did it change?" on a page of its own. */
export default function ApplicationView() {
  const { applicationId = '' } = useParams();
  const labels = useLabels();
  const read = useApplication(applicationId);
  const here = read.isPlaceholderData ? undefined : read.data?.data;
  return (
    <Frame
      title={labels(applicationId, here?.applicationLabel ?? null)}
      breadcrumbs={useWay(here)}
      meta={read.data?.meta}
      compared
    >
      <Answered read={read} height={720}>
        {application => (
          <ApplicationCosts application={application} withCatalog />
        )}
      </Answered>
    </Frame>
  );
}

/** The way that led here; without one, all applications. */
function useWay(application: Application['data'] | undefined) {
  const { t } = useTranslationRef(pageTranslationRef);
  const { trail } = useFilters();
  const links = useLinks();
  const { domain, family, product } = trail;
  if (!domain && !family && !product) {
    return [{ label: t('applications'), href: links.applications() }];
  }
  const { domains = [], families = [], products = [] } = application ?? {};
  const way: { label: string; href: string }[] = [
    { label: t('domains'), href: links.domains() },
  ];
  if (domain) {
    const line = domains.find(({ domainId }) => domainId === domain);
    const label = line?.domainLabel ?? domain;
    way.push({ label, href: links.domain(domain) });
  }
  if (family) {
    const line = families.find(({ familyId }) => familyId === family);
    const label = line?.familyLabel ?? family;
    way.push({ label, href: links.family(family, { domain }) });
  }
  if (product) {
    const line = products.find(({ productId }) => productId === product);
    const label = line?.productLabel ?? product;
    way.push({ label, href: links.product(product, { domain, family }) });
  }
  return way;
}
