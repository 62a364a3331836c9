import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Answer } from '../../api/FinopsClient';
import { useGroupLinks } from '../../filters/useGroupLinks';
import { useFormats } from '../../figures/useFormats';
import { useLabels } from '../breakdown/labels';
import { breakdownTranslationRef } from '../breakdown/translation';
import { CostLines } from './CostLines';
import { groupTranslationRef } from './translation';

type Dashboard = Answer<'/v1/group/dashboard'>['data'];

interface LinesProps<Line> {
  lines: readonly Line[];
  currency: string | null;
  /** The one entity that they are of, which their own views keep to. */
  entity?: string;
}

/** By entity, the costliest first. */
export function EntityLines({
  lines,
  currency,
}: LinesProps<Dashboard['entities'][number]>) {
  const { t } = useTranslationRef(groupTranslationRef);
  const links = useGroupLinks();
  return (
    <CostLines
      id="group-by-entity"
      title={t('byEntity')}
      currency={currency}
      lines={lines.map(line => ({
        ...line,
        id: line.entityId,
        label: line.entityLabel,
        href: links.entity(line.entityId),
      }))}
    />
  );
}

/** By domain, the costliest first. */
export function DomainLines({
  lines,
  currency,
  entity,
}: LinesProps<Dashboard['domains'][number]>) {
  const { t } = useTranslationRef(groupTranslationRef);
  const links = useGroupLinks();
  const kept = entity ? { entity } : undefined;
  return (
    <CostLines
      id="group-by-domain"
      title={t('byDomain')}
      currency={currency}
      lines={lines.map(line => ({
        ...line,
        id: line.domainId,
        label: line.domainLabel,
        href: links.domain(line.domainId, kept),
      }))}
    />
  );
}

/** The costliest applications. */
export function ApplicationLines({
  lines,
  currency,
  entity,
}: LinesProps<Dashboard['applications'][number]>) {
  const { t } = useTranslationRef(groupTranslationRef);
  const { t: shared } = useTranslationRef(breakdownTranslationRef);
  const formats = useFormats();
  const labels = useLabels();
  const links = useGroupLinks();
  const kept = entity ? { entity } : undefined;
  const entities = {
    id: 'entities',
    label: t('entities'),
    figure: true,
    cell: (line: { entities: number }) => formats.exact(line.entities),
  };
  return (
    <CostLines
      id="group-top-applications"
      title={t('topApplications')}
      currency={currency}
      lines={lines.map(line => ({
        ...line,
        id: line.applicationId,
        label: labels(line.applicationId, line.applicationLabel),
        href: links.application(line.applicationId, kept),
      }))}
      more={[
        ...(entity ? [] : [entities]),
        {
          id: 'owner',
          label: shared('column.owner'),
          cell: ({ owner }) => owner ?? '–',
        },
      ]}
      all={{ label: t('all'), href: links.applications(kept) }}
    />
  );
}
