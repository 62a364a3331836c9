import type { ReactNode } from 'react';
import { Card, CardBody, Text } from '@backstage/ui';
import styles from './tile.module.css';

/** One figure that is read first, and what it goes with. */
export function Tile({
  label,
  figure,
  children,
}: {
  label: string;
  figure: ReactNode;
  children?: ReactNode;
}) {
  return (
    <Card>
      <CardBody>
        <Text as="h3" variant="body-small" color="secondary">
          {label}
        </Text>
        <div className={styles.figure}>{figure}</div>
        <div className={styles.beside}>{children}</div>
      </CardBody>
    </Card>
  );
}
