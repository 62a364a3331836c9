import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Link, Text } from '@backstage/ui';
import { useParams } from 'react-router-dom';
import { useRead } from '../../../api/useRead';
import { useWrite } from '../../../api/useWrite';
import { useLinks } from '../../../filters/useLinks';
import { Answered } from '../../../states/Answered';
import { Explained } from '../../../states/Nothing';
import { statesTranslationRef } from '../../../states/translation';
import { ReasonDialog } from '../ReasonDialog';
import { ThingHead } from '../ThingHead';
import { Draft } from './Draft';
import { ViewState } from './PricingViewList';
import { pricesAdminTranslationRef } from './translation';
import type { View } from './versions';
import { Versions } from './Versions';
import { WriteView } from './WriteView';

/** One pricing view: its draft, its versions, and whether it is in use. */
export function PricingViewPage() {
  const { t } = useTranslationRef(pricesAdminTranslationRef);
  const states = useTranslationRef(statesTranslationRef);
  const links = useLinks();
  const { viewId = '' } = useParams();
  const read = useRead('/v1/local/admin/pricing-views', {});
  return (
    <Flex direction="column" gap="4">
      <Link href={links.admin('prices')}>{t('all')}</Link>
      <Answered read={read} height={480}>
        {({ data }) => {
          const view = data.find(one => one.pricingViewId === viewId);
          return view ? (
            <Whole key={viewId} view={view} />
          ) : (
            <Explained
              title={states.t('problem.missing')}
              hint={states.t('problem.missingHint')}
            />
          );
        }}
      </Answered>
    </Flex>
  );
}

function Whole({ view }: { view: View }) {
  const isInUse = view.retiredAt === null;
  return (
    <Flex direction="column" gap="5">
      <ThingHead
        title={`${view.label} (${view.currency})`}
        said={<ViewState view={view} />}
        actions={
          isInUse && (
            <>
              <WriteView view={view} />
              {!view.isDefault && <Retire view={view} />}
            </>
          )
        }
      />
      {isInUse && <Draft view={view} />}
      <Versions view={view} />
    </Flex>
  );
}

function Retire({ view }: { view: View }) {
  const { t } = useTranslationRef(pricesAdminTranslationRef);
  const write = useWrite((client, reason: string | null, idempotencyKey) =>
    client.write('delete', '/v1/local/admin/pricing-views/{view}', {
      params: { path: { view: view.pricingViewId } },
      body: { reason: reason ?? '' },
      idempotencyKey,
    }),
  );
  return (
    <ReasonDialog
      opener={{ size: 'small', variant: 'secondary', children: t('retire') }}
      title={t('retireTitle', { view: view.label })}
      confirm={t('retire')}
      destructive
      reason="required"
      write={write}
    >
      <Text>{t('retireHint')}</Text>
    </ReasonDialog>
  );
}
