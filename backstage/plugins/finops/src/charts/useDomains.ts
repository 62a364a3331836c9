import { useMemo } from 'react';
import { useRead } from '../api/useRead';
import { coloursOf, OTHERS } from './palette';

export interface Domains {
  colour: (domainId: string) => string;
  label: (domainId: string) => string;
}

/** The entity's domains as they are now, whichever those are. */
export function useDomains(): Domains {
  const domains = useRead('/v1/local/status', {}).data?.data.domains;
  return useMemo(() => {
    const colours = coloursOf(domains?.map(({ domainId }) => domainId) ?? []);
    const labels = new Map(
      domains?.map(({ domainId, domainLabel }) => [domainId, domainLabel]),
    );
    return {
      colour: id => colours.get(id) ?? OTHERS,
      label: id => labels.get(id) ?? id,
    };
  }, [domains]);
}
