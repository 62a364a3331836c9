import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Card, CardBody, Flex, Text } from '@backstage/ui';
import { useRead } from '../api/useRead';
import { useFormats } from '../figures/useFormats';
import { statesTranslationRef } from './translation';

/** Why there is nothing to see in a month, and what would bring something. */
export function Nothing({
  period,
  asOf,
}: {
  period: string | null;
  asOf: string | null;
}) {
  const { t } = useTranslationRef(statesTranslationRef);
  const formats = useFormats();
  const latest = useRead('/v1/local/status', {}).data?.data.latestPeriod;
  if (asOf) {
    return (
      <Explained title={t('empty.filtered')} hint={t('empty.filteredHint')} />
    );
  }
  const title = period
    ? t('empty.month', { month: formats.month(period) })
    : t('freshness.nothing');
  const hint = latest
    ? t('empty.monthHint', { month: formats.month(latest) })
    : t('empty.nothingHint');
  return <Explained title={title} hint={hint} />;
}

/** An empty state in words. */
export function Explained({ title, hint }: { title: string; hint: string }) {
  return (
    <Card>
      <CardBody>
        <Flex
          direction="column"
          gap="2"
          align="center"
          style={{ padding: 'var(--bui-space-8)' }}
        >
          <Text variant="title-small" as="p">
            {title}
          </Text>
          <Text color="secondary">{hint}</Text>
        </Flex>
      </CardBody>
    </Card>
  );
}
