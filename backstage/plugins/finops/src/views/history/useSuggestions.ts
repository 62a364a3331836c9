import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useRead } from '../../api/useRead';
import { usePaused } from '../../filters/usePaused';
import { written, type Chosen, type Level } from './chosen';
import { historyTranslationRef } from './translation';

const SHOWN = 6;
const LETTERS = 2;

export interface Suggestions {
  title: string;
  options: { id: string; label: string; description?: string }[];
}

function sectionOf<Row extends object>(
  level: Level,
  title: string,
  rows: readonly Row[] | undefined,
  said: (row: Row) => { id: string; label: string; description?: string },
): Suggestions {
  // What is left over where something is unknown is no series that one looks for.
  const known = rows?.filter(row => !('reserved' in row && row.reserved)) ?? [];
  const options = known.map(row => {
    const { id, ...shown } = said(row);
    return { ...shown, id: written({ level, id }) };
  });
  return { title, options };
}

/**
 * What can be added: the total and domains at once, families, products and applications of these months by what is typed.
 * What is chosen already is not offered.
 */
export function useSuggestions(
  typed: string,
  range: { from: string; to: string } | null,
  chosen: readonly Chosen[],
): { sections: Suggestions[]; searching: boolean } {
  const { t } = useTranslationRef(historyTranslationRef);
  const q = usePaused(typed.trim());
  const enabled = range !== null && q.length >= LETTERS;
  const query = { q, ...range, limit: SHOWN };
  const status = useRead('/v1/local/status', {}).data?.data;
  const families = useRead('/v1/local/families', { query }, { enabled });
  const products = useRead('/v1/local/products', { query }, { enabled });
  const applications = useRead(
    '/v1/local/applications',
    { query },
    { enabled },
  );
  const like = (label: string) =>
    label.toLocaleLowerCase().includes(typed.trim().toLocaleLowerCase());
  const total = { id: 'total', label: t('total') };
  const sections: Suggestions[] = [
    { title: t('whole'), options: like(total.label) ? [total] : [] },
    sectionOf(
      'domain',
      t('domains'),
      status?.domains.filter(({ domainLabel }) => like(domainLabel)),
      row => ({ id: row.domainId, label: row.domainLabel }),
    ),
    sectionOf(
      'family',
      t('families'),
      enabled ? families.data?.data : undefined,
      row => ({
        id: row.familyId,
        label: row.familyLabel,
        description: row.domainLabel,
      }),
    ),
    sectionOf(
      'product',
      t('products'),
      enabled ? products.data?.data : undefined,
      row => ({
        id: row.productId,
        label: row.productLabel,
        description: row.familyLabel,
      }),
    ),
    sectionOf(
      'application',
      t('applications'),
      enabled ? applications.data?.data : undefined,
      row => ({
        id: row.applicationId,
        label: row.applicationLabel,
        description: row.owner ?? undefined,
      }),
    ),
  ];
  const taken = new Set(chosen.map(written));
  const left = sections.map(({ title, options }) => ({
    title,
    options: options.filter(({ id }) => !taken.has(id)),
  }));
  return {
    sections: left.filter(({ options }) => options.length > 0),
    searching:
      enabled &&
      (families.isFetching || products.isFetching || applications.isFetching),
  };
}
