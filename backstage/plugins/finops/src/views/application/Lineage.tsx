import { useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Link,
} from '@backstage/ui';
import { NONE } from '../../api/reserved';
import type { Answer } from '../../api/FinopsClient';
import { Money } from '../../figures/Money';
import { useFormats } from '../../figures/useFormats';
import { useLinks } from '../../filters/useLinks';
import { Answered } from '../../states/Answered';
import { ListTable, type ListColumn } from '../../tables/ListTable';
import { usePaged } from '../../tables/usePaged';
import styles from './application.module.css';
import { applicationTranslationRef } from './translation';
import type { Application } from './useApplication';

const PATH = '/v1/local/admin/lineage';
/** Enough of an id to tell it from others; hovering and CSV have all of it. */
const SHORT_ID = 8;

type Fact = Answer<typeof PATH>['data'][number];

/** Where each figure comes from: the run, the file that was read, the price. Asked for when somebody opens it. */
export function Lineage({ application }: { application: Application }) {
  const { t } = useTranslationRef(applicationTranslationRef);
  const [open, setOpen] = useState(false);
  return (
    <Accordion isExpanded={open} onExpandedChange={setOpen}>
      <AccordionTrigger
        level={2}
        title={t('lineage')}
        subtitle={t('lineageHint')}
      />
      <AccordionPanel>
        {open && application.meta.period && (
          <Facts application={application} period={application.meta.period} />
        )}
      </AccordionPanel>
    </Accordion>
  );
}

function Facts({
  application: { data, meta },
  period,
}: {
  application: Application;
  period: string;
}) {
  const { t } = useTranslationRef(applicationTranslationRef);
  const query = {
    period,
    application: data.applicationId,
    pricingView: meta.pricingView ?? undefined,
    environment: meta.environment ?? undefined,
  };
  const { read, pages } = usePaged(PATH, { query });
  const columns = useColumns();
  return (
    <Answered read={read} height={320}>
      {answer => (
        <ListTable
          id="application-lineage"
          title={t('facts')}
          columns={columns}
          rows={answer.data.map(fact => ({
            ...fact,
            id: [
              fact.domainId,
              fact.productId,
              fact.environment,
              fact.metric,
            ].join('/'),
          }))}
          currency={answer.meta.currency}
          pages={pages}
          csv={{ path: PATH, query }}
        />
      )}
    </Answered>
  );
}

function useColumns(): ListColumn<Fact>[] {
  const { t } = useTranslationRef(applicationTranslationRef);
  const formats = useFormats();
  const links = useLinks();
  return [
    {
      id: 'product',
      label: t('product'),
      heads: true,
      cell: ({ productId, productLabel, domainLabel }) =>
        productId === NONE ? domainLabel : productLabel,
    },
    {
      id: 'environment',
      label: t('environment'),
      cell: fact => fact.environment,
    },
    {
      id: 'quantity',
      label: t('quantity'),
      figure: true,
      cell: ({ quantity, unit }) => (
        <span title={formats.exact(quantity)}>
          {formats.quantity(quantity)} {unit}
        </span>
      ),
    },
    {
      id: 'price',
      label: t('unitPrice'),
      figure: true,
      cell: ({ price }) => price && formats.exact(price.unitPrice),
    },
    {
      id: 'cost',
      label: t('amount'),
      figure: true,
      cell: ({ cost }) => <Money amount={cost} />,
    },
    {
      id: 'pricedBy',
      label: t('pricedBy'),
      cell: ({ price }) =>
        price && (
          <span className={styles.whole}>
            {t('priceVersion', {
              key: price.pricedKey,
              version: String(price.version),
            })}
          </span>
        ),
    },
    { id: 'source', label: t('source'), cell: fact => fact.source },
    {
      id: 'landing',
      label: t('landing'),
      cell: ({ step }) =>
        step?.landingId && (
          <code title={step.landingId}>
            {step.landingId.slice(0, SHORT_ID)}
          </code>
        ),
    },
    {
      id: 'run',
      label: t('run'),
      cell: ({ run }) => (
        <Link href={links.admin(`runs/${run.runId}`)} className={styles.whole}>
          {run.endedAt ? formats.time(run.endedAt) : run.runId}
        </Link>
      ),
    },
  ];
}
