import { useLinks } from '../../filters/useLinks';
import { NONE, UNMAPPED } from '../../api/reserved';
import { useLabels } from '../breakdown/labels';
import type { Line } from './useApplication';

/** Whether a line is what is left over where something is not known. */
export function isReserved({ familyId, productId }: Line): boolean {
  return productId === UNMAPPED || familyId === UNMAPPED;
}

interface Lines {
  /** The name of the most exact thing that a line is of; INDIRECT costs have none below their domain. */
  label: (line: Line) => string;
  /** Where more is said of it. */
  address: (line: Line) => string;
}

export function useLines(): Lines {
  const labels = useLabels();
  const links = useLinks();
  return {
    label: ({
      domainLabel,
      familyId,
      familyLabel,
      productId,
      productLabel,
    }) => {
      if (productId !== null && productId !== NONE) {
        return labels(productId, productLabel);
      }
      return familyId !== null && familyId !== NONE
        ? labels(familyId, familyLabel)
        : domainLabel;
    },
    address: line => {
      const { domainId: domain, familyId, productId } = line;
      if (isReserved(line)) {
        return links.gaps();
      }
      const family =
        familyId === null || familyId === NONE ? undefined : familyId;
      if (productId !== null && productId !== NONE) {
        return links.product(productId, { domain, family });
      }
      return family ? links.family(family, { domain }) : links.domain(domain);
    },
  };
}
