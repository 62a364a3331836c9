import type { ReactNode } from 'react';
import { FilterBar, type Without } from '../filters/FilterBar';
import { Freshness, type PublishedMeta } from '../states/Freshness';
import { ViewFrame, type Titled } from './ViewFrame';

interface FrameProps extends Titled {
  /** What the main answer says of itself; absent until it is there. */
  meta?: PublishedMeta;
  without?: readonly Without[];
  /** Whether one chooses here what the month is compared with. */
  compared?: boolean;
  children: ReactNode;
}

/** What every view of the entity has: title, way, filters, freshness. */
export function Frame({
  meta,
  without,
  compared,
  children,
  ...titled
}: FrameProps) {
  return (
    <ViewFrame
      {...titled}
      filters={
        <FilterBar
          period={meta?.period ?? null}
          without={without}
          compared={compared}
        />
      }
      said={meta && <Freshness meta={meta} />}
    >
      {children}
    </ViewFrame>
  );
}
