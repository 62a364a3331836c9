import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { NONE, UNMAPPED } from '../../api/reserved';
import { useDomains } from '../../charts/useDomains';
import { useFilters } from '../../filters/useFilters';
import { useLinks } from '../../filters/useLinks';
import { pageTranslationRef } from '../../page/translation';
import { useLabels } from './labels';

interface Place {
  domainId: string | null;
  familyId?: string;
  familyLabel?: string | null;
}

/**
 * The breadcrumbs down to a family or product: where the answer says that it is, and until it is there, where one came from.
 */
export function useWay(place: Place | undefined) {
  const { t } = useTranslationRef(pageTranslationRef);
  const { trail } = useFilters();
  const links = useLinks();
  const labels = useLabels();
  const domains = useDomains();
  const domain = place?.domainId ?? trail.domain;
  const family = place?.familyId;
  const way: { label: string; href: string }[] = [
    { label: t('domains'), href: links.domains() },
  ];
  if (domain) {
    way.push({ label: domains.label(domain), href: links.domain(domain) });
  }
  if (family && family !== NONE) {
    way.push({
      label: labels(family, place.familyLabel ?? null),
      href: links.family(family, { domain }),
    });
  }
  return { domain, way };
}

/** What stands for no family or product is in many domains: the one that one came from is meant. */
export function domainOf(
  id: string,
  domain: string | undefined,
): string[] | undefined {
  return domain && (id === NONE || id === UNMAPPED) ? [domain] : undefined;
}
