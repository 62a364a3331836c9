import { useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Combobox } from '@backstage/ui';
import type { ApiProblem } from '../../../api/problem';
import { useRead } from '../../../api/useRead';
import { usePaused } from '../../../filters/usePaused';
import { faultOf } from '../faults';
import { useRequired } from '../useRequired';
import { keysAdminTranslationRef } from './translation';

const MOST = 30;

/** What of the referential can be searched for, with the field of a request that it goes into. */
const FIELDS = {
  application: 'applicationId',
  product: 'productId',
  family: 'familyId',
} as const;

export type Searched = keyof typeof FIELDS;

interface SearchProps {
  of: Searched;
  label: string;
  value: string | null;
  onChange: (id: string | null) => void;
  problem: ApiProblem | null;
}

/** One application, product or family of the referential, found by the API as its name is typed. */
export function Search({ of, label, value, onChange, problem }: SearchProps) {
  const { t } = useTranslationRef(keysAdminTranslationRef);
  const required = useRequired();
  const [typed, setTyped] = useState('');
  const options = useFound(of, usePaused(typed));
  return (
    <Combobox
      label={label}
      description={t('search')}
      {...required}
      options={options}
      search={{ mode: 'server', inputValue: typed, onInputChange: setTyped }}
      value={value}
      onChange={key => onChange(key === null ? null : String(key))}
      {...faultOf(problem, FIELDS[of])}
    />
  );
}

function useFound(of: Searched, q: string): { id: string; label: string }[] {
  const query = { q: q.trim() || undefined, limit: MOST };
  const enabled = (one: Searched) => ({ enabled: of === one });
  const applications = useRead(
    '/v1/local/admin/referential/applications',
    { query },
    enabled('application'),
  );
  const products = useRead(
    '/v1/local/admin/referential/products',
    { query },
    enabled('product'),
  );
  const families = useRead(
    '/v1/local/admin/referential/families',
    { query },
    enabled('family'),
  );
  const named = (id: string, label: string) => ({
    id,
    label: `${label} (${id})`,
  });
  switch (of) {
    case 'application':
      return (applications.data?.data ?? []).map(one =>
        named(one.applicationId, one.applicationLabel),
      );
    case 'product':
      return (products.data?.data ?? []).map(one =>
        named(one.productId, one.productLabel),
      );
    default:
      return (families.data?.data ?? []).map(one =>
        named(one.familyId, `${one.domainLabel}, ${one.familyLabel}`),
      );
  }
}
