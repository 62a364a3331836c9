import type { ReactNode } from 'react';
import { Container, Flex, Header } from '@backstage/ui';

export interface Titled {
  title: string;
  /** The way down to here: labels with their addresses. */
  breadcrumbs?: { label: string; href: string }[];
  /** Beside the title: downloads, links elsewhere. */
  actions?: ReactNode;
}

interface ViewFrameProps extends Titled {
  filters: ReactNode;
  /** What the figures say of themselves. */
  said: ReactNode;
  children: ReactNode;
}

/** A view's parts in their order. */
export function ViewFrame({
  title,
  breadcrumbs,
  actions,
  filters,
  said,
  children,
}: ViewFrameProps) {
  return (
    <>
      <Header title={title} breadcrumbs={breadcrumbs} customActions={actions} />
      <Container>
        <Flex direction="column" gap="5" pb="8">
          {filters}
          {said}
          {children}
        </Flex>
      </Container>
    </>
  );
}
