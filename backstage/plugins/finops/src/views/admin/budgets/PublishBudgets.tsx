import { useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Flex, Select, Text } from '@backstage/ui';
import { useRead } from '../../../api/useRead';
import { useWrite } from '../../../api/useWrite';
import { FilePicker, type ChosenFile } from '../FilePicker';
import styles from '../forms.module.css';
import { ReasonDialog } from '../ReasonDialog';
import { Section } from '../Section';
import { WriteProblem } from '../WriteProblem';
import { BudgetChanges } from './BudgetChanges';
import { budgetsAdminTranslationRef } from './translation';

const PATH = '/v1/local/admin/budgets/{view}';

interface Given {
  view: string;
  file: ChosenFile;
}

/** A view's budgets from a file: looked at first, with each bad line named, then published. */
export function PublishBudgets() {
  const { t } = useTranslationRef(budgetsAdminTranslationRef);
  const views = useRead('/v1/local/pricing-views', {}).data?.data ?? [];
  const [chosen, setChosen] = useState<string>();
  const standard = views.find(({ isDefault }) => isDefault)?.pricingViewId;
  const view = chosen ?? standard ?? null;
  const check = useWrite(
    (client, { view: of, file }: Given, idempotencyKey) =>
      client.write('put', PATH, {
        params: { path: { view: of }, query: { dryRun: true } },
        file,
        idempotencyKey,
      }),
    { onlyChecks: true },
  );
  return (
    <Section title={t('publishTitle')} hint={t('publishHint')}>
      <div className={styles.choices}>
        <Select
          label={t('view')}
          options={views.map(({ pricingViewId, label, currency }) => ({
            id: pricingViewId,
            label: `${label} (${currency})`,
          }))}
          value={view}
          onChange={key => {
            check.reset();
            setChosen(String(key));
          }}
        />
        {view && (
          <FilePicker
            label={t('check')}
            isPending={check.isPending}
            onChosen={file => check.mutate({ view, file })}
          />
        )}
      </div>
      <div aria-live="polite">
        {check.error && check.variables && (
          <Flex direction="column" gap="2">
            <Text weight="bold">
              {t('refusedFile', { name: check.variables.file.name })}
            </Text>
            <WriteProblem problem={check.error} />
          </Flex>
        )}
        {check.data && check.variables && (
          <Checked
            key={check.submittedAt}
            given={check.variables}
            changes={check.data.data}
            onForget={check.reset}
          />
        )}
      </div>
    </Section>
  );
}

interface CheckedProps {
  given: Given;
  changes: Parameters<typeof BudgetChanges>[0]['changes'];
  onForget: () => void;
}

/** What the file would change, and its publication. */
function Checked({ given, changes, onForget }: CheckedProps) {
  const { t } = useTranslationRef(budgetsAdminTranslationRef);
  const { name } = given.file;
  const [published, setPublished] = useState<number>();
  const publish = useWrite((client, reason: string | null, idempotencyKey) =>
    client.write('put', PATH, {
      params: {
        path: { view: given.view },
        query: { reason: reason ?? undefined },
      },
      file: given.file,
      idempotencyKey,
    }),
  );
  if (published !== undefined) {
    const version = String(published);
    return <Alert icon status="success" title={t('published', { version })} />;
  }
  if (!changes.isNew) {
    return <Text>{t('same', { name })}</Text>;
  }
  return (
    <Flex direction="column" gap="3">
      <Text>
        {t('counts', {
          name,
          added: String(changes.added),
          changed: String(changes.changed),
          removed: String(changes.removed),
          unchanged: String(changes.unchanged),
        })}
      </Text>
      <BudgetChanges changes={changes} />
      <Flex gap="2">
        <ReasonDialog
          opener={{ variant: 'primary', children: t('publish') }}
          title={t('confirmTitle')}
          confirm={t('publish')}
          reason="required"
          write={publish}
          onDone={({ data }) => setPublished(data.version ?? undefined)}
        >
          <Text>{t('confirmHint')}</Text>
        </ReasonDialog>
        <Button variant="secondary" onPress={onForget}>
          {t('forget')}
        </Button>
      </Flex>
    </Flex>
  );
}
