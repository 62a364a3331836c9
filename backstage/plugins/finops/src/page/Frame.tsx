import type { ReactNode } from 'react';
import { Container, Flex, Header } from '@backstage/ui';
import { FilterBar, type Without } from '../filters/FilterBar';
import { Freshness, type PublishedMeta } from '../states/Freshness';

interface FrameProps {
  title: string;
  /** The way down to here: labels with their addresses. */
  breadcrumbs?: { label: string; href: string }[];
  /** What the main answer says of itself; absent until it is there. */
  meta?: PublishedMeta;
  without?: readonly Without[];
  /** Whether one chooses here what the month is compared with. */
  compared?: boolean;
  /** Beside the title: downloads, links elsewhere. */
  actions?: ReactNode;
  children: ReactNode;
}

/** What every view has: title, way, filters, freshness. */
export function Frame({
  title,
  breadcrumbs,
  meta,
  without,
  compared,
  actions,
  children,
}: FrameProps) {
  return (
    <>
      <Header title={title} breadcrumbs={breadcrumbs} customActions={actions} />
      <Container>
        <Flex direction="column" gap="5" pb="8">
          <FilterBar
            period={meta?.period ?? null}
            without={without}
            compared={compared}
          />
          {meta && <Freshness meta={meta} />}
          {children}
        </Flex>
      </Container>
    </>
  );
}
