import type { Answer } from '../../api/FinopsClient';

type Domains = Answer<'/v1/local/domains'>;
type Line = Domains['data'][number];
type Missing = Domains['meta']['missing'][number];

export interface Listed extends Omit<Line, 'domainMode' | 'metric'> {
  id: string;
  /** null: nothing of it is published in this month. */
  domainMode: Line['domainMode'] | null;
  missing?: Missing;
}

/**
 * The domains of a page, those that a run failed to bring marked. `whole`: the page is all of the list, so that a missing domain
 * that it does not have, because nothing of it was ever published in this month, becomes a row as well.
 */
export function listedOf({ data, meta }: Domains, whole: boolean): Listed[] {
  const missing = new Map(meta.missing.map(gap => [gap.domainId, gap]));
  const listed = data.map(line => ({
    ...line,
    id: line.domainId,
    missing: missing.get(line.domainId),
  }));
  const there = new Set(data.map(({ domainId }) => domainId));
  const absent = [...missing.values()].filter(
    ({ domainId }) => !there.has(domainId),
  );
  return whole ? [...listed, ...absent.map(unknown)] : listed;
}

/** Nothing is known of it, which is not a zero. */
function unknown(missing: Missing): Listed {
  const { domainId, domainLabel } = missing;
  return {
    id: domainId,
    domainId,
    domainLabel,
    domainMode: null,
    missing,
    unit: null,
    quantity: null,
    cost: null,
    previousCost: null,
    delta: null,
    deltaPercent: null,
    share: null,
    unpricedRows: 0,
    allocatedShare: null,
  };
}
