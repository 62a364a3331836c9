import type { ReactNode } from 'react';
import { Card, CardBody, Flex, Text } from '@backstage/ui';

interface SectionProps {
  title: string;
  /** Said under the title. */
  hint?: string;
  /** Beside the title. */
  actions?: ReactNode;
  children?: ReactNode;
}

/** A titled part of an admin's page. */
export function Section({ title, hint, actions, children }: SectionProps) {
  return (
    <Card>
      <CardBody>
        <Flex direction="column" gap="4">
          <Flex
            justify="between"
            align="start"
            gap="3"
            style={{ flexWrap: 'wrap' }}
          >
            <Flex direction="column" gap="1" style={{ flex: '1 1 280px' }}>
              <Text as="h3" variant="title-x-small">
                {title}
              </Text>
              {hint && <Text color="secondary">{hint}</Text>}
            </Flex>
            {actions}
          </Flex>
          {children}
        </Flex>
      </CardBody>
    </Card>
  );
}
