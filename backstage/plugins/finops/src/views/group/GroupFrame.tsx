import type { ReactNode } from 'react';
import { ViewFrame, type Titled } from '../../page/ViewFrame';
import { GroupFilters, type GroupFilter } from './GroupFilters';
import { GroupFreshness, type GroupMeta } from './GroupFreshness';

const COSTS: readonly GroupFilter[] = [
  'month',
  'pricingView',
  'entity',
  'against',
];

interface GroupFrameProps extends Titled {
  /** What the main answer says of itself; absent until it is there. */
  meta?: GroupMeta;
  /** Left out: those of figures. */
  filters?: readonly GroupFilter[];
  children: ReactNode;
}

/** What every view of the group's figures has: title, way, filters, freshness, and who is missing. */
export function GroupFrame({
  meta,
  filters = COSTS,
  children,
  ...titled
}: GroupFrameProps) {
  return (
    <ViewFrame
      {...titled}
      filters={<GroupFilters period={meta?.period ?? null} shown={filters} />}
      said={meta && <GroupFreshness meta={meta} />}
    >
      {children}
    </ViewFrame>
  );
}
