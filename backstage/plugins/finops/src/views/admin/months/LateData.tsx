import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Link, Text } from '@backstage/ui';
import type { components } from '../../../api/schema';
import type { Amount } from '../../../api/amount';
import { useFormats } from '../../../figures/useFormats';
import { useLinks } from '../../../filters/useLinks';
import { Answered } from '../../../states/Answered';
import { ListTable, type ListColumn } from '../../../tables/ListTable';
import { usePaged } from '../../../tables/usePaged';
import { Time } from '../cells';
import { Section } from '../Section';
import { monthsTranslationRef } from './translation';

const PATH = '/v1/local/admin/periods/{period}/late-data';

type Late = components['schemas']['LateData'];

/** What sources say of a closed month by now, beside what is published of it. */
export function LateData({ period }: { period: string }) {
  const { t } = useTranslationRef(monthsTranslationRef);
  const { read, pages } = usePaged(PATH, { path: { period } });
  const columns = useColumns();
  return (
    <Answered read={read}>
      {answer =>
        answer.data.length === 0 ? (
          <Section title={t('lateData')} hint={t('noLateHint')} />
        ) : (
          <Flex direction="column" gap="2">
            <ListTable
              id="late-data"
              title={t('lateData')}
              columns={columns}
              rows={answer.data.map(late => ({
                ...late,
                id: `${late.domainId}/${late.metric}`,
              }))}
              pages={pages}
            />
            <Text color="secondary">{t('lateHint')}</Text>
          </Flex>
        )
      }
    </Answered>
  );
}

function useColumns(): ListColumn<Late & { id: string }>[] {
  const { t } = useTranslationRef(monthsTranslationRef);
  const formats = useFormats();
  const links = useLinks();
  const known = (quantity: Amount | null) =>
    quantity === null ? t('nothing') : formats.quantity(quantity);
  return [
    {
      id: 'domain',
      label: t('domain'),
      heads: true,
      cell: ({ domainId, domainLabel }) => domainLabel ?? domainId,
    },
    { id: 'metric', label: t('metric'), cell: ({ metric }) => metric },
    {
      id: 'published',
      label: t('published'),
      figure: true,
      cell: late => known(late.publishedQuantity),
    },
    {
      id: 'found',
      label: t('found'),
      figure: true,
      cell: late => known(late.foundQuantity),
    },
    {
      id: 'delta',
      label: t('delta'),
      figure: true,
      cell: ({ delta }) => formats.signedQuantity(delta),
    },
    {
      id: 'unit',
      label: t('unit'),
      cell: ({ unit }) => unit,
    },
    {
      id: 'firstSeen',
      label: t('firstSeen'),
      cell: ({ firstSeen }) => <Time at={firstSeen} />,
    },
    {
      id: 'lastSeen',
      label: t('lastSeen'),
      cell: ({ lastSeen, runId }) => (
        <Link href={links.admin(`runs/${runId}`)}>
          <Time at={lastSeen} />
        </Link>
      ),
    },
  ];
}
