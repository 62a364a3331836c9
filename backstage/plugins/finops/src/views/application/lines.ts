import type { Links } from '../../filters/useLinks';
import type { Line } from './useApplication';

/** What the API calls costs whose product is not known; INDIRECT costs have none. */
const UNMAPPED = 'unmapped';
const NONE = '(none)';

/** Whether a line is what is left over where something is not known. */
export function isReserved({ familyId, productId }: Line): boolean {
  return productId === UNMAPPED || familyId === UNMAPPED;
}

/** The name of the most exact thing that a line is of. */
export function labelOf(line: Line): string {
  const product = line.productId === NONE ? null : line.productLabel;
  const family = line.familyId === NONE ? null : line.familyLabel;
  return product ?? family ?? line.domainLabel;
}

/** Where more is said of it. */
export function addressOf(line: Line, links: Links): string {
  const { domainId: domain, familyId, productId } = line;
  if (isReserved(line)) {
    return links.gaps();
  }
  const family = familyId === NONE ? null : familyId;
  if (productId !== null && productId !== NONE) {
    return links.product(productId, { domain, family: family ?? undefined });
  }
  return family === null
    ? links.domain(domain)
    : links.family(family, { domain });
}
