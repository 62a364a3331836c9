import type { ReactNode } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink, Card, CardBody, Flex, Text } from '@backstage/ui';
import { useMe, type AdminPart } from '../../page/useMe';
import styles from './gaps.module.css';
import { gapsTranslationRef } from './translation';

export type Gap = 'applications' | 'products' | 'prices';

interface SectionProps {
  gap: Gap;
  /** How much it is, in one line. */
  sum?: ReactNode;
  /** Where it is mended, for who may. */
  mend: { part: AdminPart; label: string; href: string };
  children: ReactNode;
}

/** One kind of gap: what it means, what can be done about it, and the list. */
export function Section({ gap, sum, mend, children }: SectionProps) {
  const { t } = useTranslationRef(gapsTranslationRef);
  const { administers } = useMe();
  return (
    <Card id={gap}>
      <CardBody>
        <Flex direction="column" gap="4">
          <div className={styles.heading}>
            <Text as="h3" variant="title-small">
              {t(`${gap}.title`)}
            </Text>
            {administers(mend.part) && (
              <ButtonLink href={mend.href} variant="secondary" size="small">
                {mend.label}
              </ButtonLink>
            )}
          </div>
          {sum && <div className={styles.sum}>{sum}</div>}
          <Text as="p" color="secondary" className={styles.said}>
            {t(`${gap}.meaning`)} {t(`${gap}.todo`)}
          </Text>
          {children}
        </Flex>
      </CardBody>
    </Card>
  );
}
