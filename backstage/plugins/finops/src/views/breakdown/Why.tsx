import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Card, CardBody, Flex, Text } from '@backstage/ui';
import type { ComponentProps } from 'react';
import { Effects } from '../../charts/Effects';
import { chartsTranslationRef } from '../../charts/translation';
import type { BreakdownMeta } from './CostTiles';

/** Why the cost is not that of the month it is compared with. */
export function Why({
  of,
  meta,
}: {
  of: ComponentProps<typeof Effects>['of'];
  meta: BreakdownMeta;
}) {
  const { t } = useTranslationRef(chartsTranslationRef);
  return (
    <Card>
      <CardBody>
        <Flex direction="column" gap="3">
          <Text as="h3" variant="title-x-small">
            {t('effects.title')}
          </Text>
          <Effects
            of={of}
            now={meta.period}
            before={meta.comparedWith?.to ?? null}
            currency={meta.currency}
          />
        </Flex>
      </CardBody>
    </Card>
  );
}
