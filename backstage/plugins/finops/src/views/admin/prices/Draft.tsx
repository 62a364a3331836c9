import { useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Flex, Link, Text } from '@backstage/ui';
import type { components } from '../../../api/schema';
import { useRead } from '../../../api/useRead';
import { useWrite } from '../../../api/useWrite';
import { useLinks } from '../../../filters/useLinks';
import { Answered } from '../../../states/Answered';
import { ReasonDialog } from '../ReasonDialog';
import { Section } from '../Section';
import { Effect } from './Effect';
import { Objections } from './Objections';
import { Publish } from './Publish';
import { pricesAdminTranslationRef } from './translation';
import { Upload } from './Upload';
import { versionIn, type View } from './versions';

type Publication = components['schemas']['Publication'];

/** A view's draft: written from a file, looked at, published or thrown away. */
export function Draft({ view }: { view: View }) {
  const { t } = useTranslationRef(pricesAdminTranslationRef);
  const [published, setPublished] = useState<Publication>();
  const draft = versionIn(view, 'draft');
  return (
    <>
      <div aria-live="polite">
        {published && <Published publication={published} />}
      </div>
      <Section
        title={t('draft')}
        hint={t('draftHint')}
        actions={draft && <Discard view={view} />}
      >
        <Text>
          {draft
            ? t('draftBy', {
                author: draft.author,
                version: String(draft.version),
              })
            : t('draftNone')}
        </Text>
        <Upload view={view} />
      </Section>
      {draft && <Judged view={view} onPublished={setPublished} />}
    </>
  );
}

interface JudgedProps {
  view: View;
  onPublished: (publication: Publication) => void;
}

/** What stands against the draft, what it would change, and its publication as it was looked at. */
function Judged({ view, onPublished }: JudgedProps) {
  const { t } = useTranslationRef(pricesAdminTranslationRef);
  const read = useRead('/v1/local/admin/pricing-views/{view}/draft/changes', {
    path: { view: view.pricingViewId },
  });
  return (
    <Answered read={read} height={320}>
      {answer => (
        <Section
          title={t('effect')}
          hint={t('effectHint')}
          actions={
            <Publish view={view} changes={answer} onPublished={onPublished} />
          }
        >
          <Objections changes={answer.data} />
          <Effect changes={answer} />
        </Section>
      )}
    </Answered>
  );
}

function Published({ publication }: { publication: Publication }) {
  const { t } = useTranslationRef(pricesAdminTranslationRef);
  const links = useLinks();
  const { version, announced, periods, runId } = publication;
  return (
    <Alert
      icon
      status={announced ? 'success' : 'warning'}
      title={t('publishedNow', { version: String(version) })}
      description={
        announced
          ? t('publishedRun', { count: periods.length })
          : t('notAnnounced')
      }
      customActions={
        <Link href={links.admin(`runs/${runId}`)}>{t('toRun')}</Link>
      }
    />
  );
}

function Discard({ view }: { view: View }) {
  const { t } = useTranslationRef(pricesAdminTranslationRef);
  const write = useWrite((client, _: string | null, idempotencyKey) =>
    client.write('delete', '/v1/local/admin/pricing-views/{view}/draft', {
      params: { path: { view: view.pricingViewId } },
      idempotencyKey,
    }),
  );
  return (
    <Flex>
      <ReasonDialog
        opener={{ size: 'small', variant: 'secondary', children: t('discard') }}
        title={t('discardTitle', { view: view.label })}
        confirm={t('discard')}
        destructive
        reason="none"
        write={write}
      >
        <Text>{t('discardHint')}</Text>
      </ReasonDialog>
    </Flex>
  );
}
