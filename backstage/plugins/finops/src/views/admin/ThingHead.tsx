import type { ReactNode } from 'react';
import { Flex, Text } from '@backstage/ui';

interface ThingHeadProps {
  title: string;
  /** Its status, and what else is said beside the title. */
  said?: ReactNode;
  /** What can be done with it. */
  actions?: ReactNode;
}

/** The head of a page about one run, month, domain or pricing view. */
export function ThingHead({ title, said, actions }: ThingHeadProps) {
  return (
    <Flex justify="between" align="center" gap="3" style={{ flexWrap: 'wrap' }}>
      <Flex align="center" gap="4" style={{ flexWrap: 'wrap' }}>
        <Text as="h3" variant="title-small">
          {title}
        </Text>
        {said}
      </Flex>
      <Flex gap="2" style={{ flexWrap: 'wrap' }}>
        {actions}
      </Flex>
    </Flex>
  );
}
