import type { Answer } from '../../api/FinopsClient';
import { csvText } from '../../tables/csvText';

export type Unallocated = Answer<'/v1/local/unallocated'>['data'][number];
export type Kind = Unallocated['keys'][number]['kind'];
export type KeyGap = ReturnType<typeof gapOf>;

/** What of a domain and metric lacks the one or the other. */
export function gapOf(row: Unallocated, kind: Kind) {
  const ofApplications = kind === 'application';
  return {
    ...row,
    id: `${row.domainId}/${row.metric}`,
    without: ofApplications ? row.unallocatedQuantity : row.unmappedQuantity,
    share: ofApplications ? row.unallocatedShare : row.unmappedShare,
    keys: row.keys.filter(key => key.kind === kind),
  };
}

const NAMES = [
  'domainId',
  'domainLabel',
  'metric',
  'unit',
  'quantity',
  'quantityWithout',
  'share',
  'sourceSystem',
  'foreignKey',
  'keyCount',
  'keyQuantity',
];

/** A line a key; one without a key where none is known. */
export function gapsCsv(gaps: readonly KeyGap[]): string {
  const rows = gaps.flatMap(gap => {
    const whole = [
      gap.domainId,
      gap.domainLabel,
      gap.metric,
      gap.unit,
      gap.quantity,
      gap.without,
      gap.share,
    ];
    return gap.keys.length
      ? gap.keys.map(key => [
          ...whole,
          key.sourceSystem,
          key.foreignKey,
          key.keyCount,
          key.quantity,
        ])
      : [[...whole, null, null, null, null]];
  });
  return csvText(NAMES, rows);
}
