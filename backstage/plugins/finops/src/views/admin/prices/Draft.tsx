import { useEffect, useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Flex, Link, Text } from '@backstage/ui';
import { useRead } from '../../../api/useRead';
import { useLinks } from '../../../filters/useLinks';
import { Answered } from '../../../states/Answered';
import { ReasonDialog } from '../ReasonDialog';
import { Section } from '../Section';
import { Effect } from './Effect';
import { Objections } from './Objections';
import { Publish } from './Publish';
import { pricesAdminTranslationRef } from './translation';
import { Upload } from './Upload';
import { useDiscard, usePublication, type Publication } from './usePublication';
import { versionIn, type View } from './versions';

/** A view's draft: written from a file, looked at, published or thrown away. */
export function Draft({ view }: { view: View }) {
  const { t } = useTranslationRef(pricesAdminTranslationRef);
  const [published, setPublished] = useState<Publication>();
  const draft = versionIn(view, 'draft');
  const discard = useDiscard(view);
  // Nobody asks what a draft changes that is about to be gone.
  const [isLeaving, setLeaving] = useState(false);
  const read = useRead(
    '/v1/local/admin/pricing-views/{view}/draft/changes',
    { path: { view: view.pricingViewId } },
    { enabled: draft !== undefined && !isLeaving },
  );
  const write = usePublication(view, read.data?.meta.checksum);
  const { isPending } = write.publication;
  useEffect(() => {
    setLeaving(discard.isPending || isPending);
  }, [discard.isPending, isPending]);
  return (
    <>
      <div aria-live="polite">
        {published && <Published publication={published} />}
      </div>
      <Section
        title={t('draft')}
        hint={t('draftHint')}
        actions={draft && <Discard view={view} write={discard} />}
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
      {draft && (
        <Answered read={read} height={320}>
          {answer => (
            <Section
              title={t('effect')}
              hint={t('effectHint')}
              actions={
                <Publish
                  view={view}
                  changes={answer}
                  write={write}
                  onPublished={setPublished}
                />
              }
            >
              <Objections changes={answer.data} />
              <Effect changes={answer} />
            </Section>
          )}
        </Answered>
      )}
    </>
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

interface DiscardProps {
  view: View;
  write: ReturnType<typeof useDiscard>;
}

function Discard({ view, write }: DiscardProps) {
  const { t } = useTranslationRef(pricesAdminTranslationRef);
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
