import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex, Text } from '@backstage/ui';
import { useWrite } from '../../../api/useWrite';
import { FilePicker, type ChosenFile } from '../FilePicker';
import { WriteProblem } from '../WriteProblem';
import { Conflicts } from './Objections';
import { pricesAdminTranslationRef } from './translation';
import { versionIn, type View } from './versions';

const PATH = '/v1/local/admin/pricing-views/{view}/draft';

/** A file of prices: looked at first, with each bad line named; then kept as the draft. */
export function Upload({ view }: { view: View }) {
  const { t } = useTranslationRef(pricesAdminTranslationRef);
  const path = { view: view.pricingViewId };
  const check = useWrite(
    (client, { type, content }: ChosenFile, idempotencyKey) =>
      client.write('put', PATH, {
        params: { path, query: { dryRun: 'true' } },
        file: { type, content },
        idempotencyKey,
      }),
    { onlyChecks: true },
  );
  const keep = useWrite(
    (client, { type, content }: ChosenFile, idempotencyKey) =>
      client.write('put', PATH, {
        params: { path },
        file: { type, content },
        idempotencyKey,
      }),
  );
  const problem = check.error ?? keep.error;
  const found = check.data?.data;
  const file = check.variables;
  const start = (chosen: ChosenFile) => {
    keep.reset();
    check.mutate(chosen);
  };
  return (
    <Flex direction="column" gap="3">
      <Flex>
        <FilePicker
          label={t('check')}
          isPending={check.isPending}
          onChosen={start}
        />
      </Flex>
      <div aria-live="polite">
        {problem && file && (
          <Flex direction="column" gap="2">
            <Text weight="bold">{t('refusedFile', { name: file.name })}</Text>
            <WriteProblem problem={problem} />
          </Flex>
        )}
        {found && file && (
          <Flex direction="column" gap="3">
            <Text>
              {t('checked', {
                count: found.prices,
                name: file.name,
                metrics: String(found.metrics.length),
              })}
            </Text>
            <Conflicts conflicts={found.conflicts} />
            <Flex gap="2">
              <Button
                variant="primary"
                isPending={keep.isPending}
                onPress={() =>
                  keep.mutate(file, { onSuccess: () => check.reset() })
                }
              >
                {versionIn(view, 'draft') ? t('replace') : t('keep')}
              </Button>
              <Button variant="secondary" onPress={() => check.reset()}>
                {t('forget')}
              </Button>
            </Flex>
          </Flex>
        )}
      </div>
    </Flex>
  );
}
