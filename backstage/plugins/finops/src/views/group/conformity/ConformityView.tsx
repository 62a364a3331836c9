import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Card, CardBody, Flex, Link, Select } from '@backstage/ui';
import type { Answer } from '../../../api/FinopsClient';
import { useFormats } from '../../../figures/useFormats';
import { useAddressed, useFilters } from '../../../filters/useFilters';
import { useGroupLinks } from '../../../filters/useGroupLinks';
import { Answered } from '../../../states/Answered';
import { Explained } from '../../../states/Nothing';
import { StatusMark } from '../../../states/StatusMark';
import { ListTable, type ListColumn } from '../../../tables/ListTable';
import { usePaged, type Pages } from '../../../tables/usePaged';
import { Words } from '../../admin/cells';
import { ViewFrame } from '../../../page/ViewFrame';
import { GroupFilters } from '../GroupFilters';
import { groupTranslationRef } from '../translation';
import { useChosenEntity } from '../useGroupQuery';
import { Judged } from './Judged';

const PATH = '/v1/group/conformity';
const ALL = 'all';
const SEVERITIES = ['blocking', 'warning'] as const;
const CHECKS = [
  'missing',
  'extra',
  'moved',
  'renamed',
  'retired_but_used',
  'mode_mismatch',
  'currency_mismatch',
  'not_valued',
] as const;
const KINDS = [
  'domain',
  'family',
  'product',
  'application',
  'metric',
  'pricing_view',
] as const;

type Conformity = Answer<typeof PATH>;
type Finding = Conformity['data'][number];
type Row = Finding & { id: string };

function useAsked() {
  const { filters } = useFilters();
  const entity = useChosenEntity();
  const [severity] = useAddressed('severity');
  const [check] = useAddressed('check');
  const [kind] = useAddressed('kind');
  return {
    period: filters.period,
    entity,
    severity: SEVERITIES.find(each => each === severity),
    check: CHECKS.find(each => each === check),
    kind: KINDS.find(each => each === kind),
  };
}

/** "Where is an entity's referential not the official one, and who has to do what?" */
export default function ConformityView() {
  const { t } = useTranslationRef(groupTranslationRef);
  const query = useAsked();
  const { read, pages } = usePaged(PATH, { query });
  return (
    <ViewFrame
      title={t('conformity.title')}
      filters={
        <GroupFilters
          period={read.data?.meta.to ?? null}
          shown={['month', 'entity']}
        />
      }
      said={null}
    >
      <Answered read={read} height={640}>
        {answer => (
          <Flex direction="column" gap="5">
            {answer.meta.exchanges.length === 0 ? (
              <Explained
                title={t('conformity.nothing')}
                hint={t('conformity.nothingHint')}
              />
            ) : (
              <Judged exchanges={answer.meta.exchanges} />
            )}
            <Findings answer={answer} query={query} pages={pages} />
          </Flex>
        )}
      </Answered>
    </ViewFrame>
  );
}

interface FindingsProps {
  answer: Conformity;
  query: ReturnType<typeof useAsked>;
  pages: Pages;
}

function Findings({ answer: { data, meta }, query, pages }: FindingsProps) {
  const { t } = useTranslationRef(groupTranslationRef);
  const { blocking, warning } = meta.counts;
  const columns = useColumns();
  if (blocking + warning === 0) {
    return meta.exchanges.length === 0 ? null : (
      <Explained
        title={t('conformity.conformant')}
        hint={t('conformity.conformantHint')}
      />
    );
  }
  return (
    <Card>
      <CardBody>
        <ListTable<Row>
          id="group-conformity"
          title={t('conformity.findings', {
            blocking: String(blocking),
            count: warning,
          })}
          columns={columns}
          rows={data.map(row => ({
            ...row,
            id: `${row.exchangeId}/${row.check}/${row.kind}/${row.keyId}`,
          }))}
          pages={pages}
          csv={{ path: PATH, query }}
          filters={<FindingFilters query={query} />}
        />
      </CardBody>
    </Card>
  );
}

function FindingFilters({ query }: { query: ReturnType<typeof useAsked> }) {
  const { t } = useTranslationRef(groupTranslationRef);
  const { change } = useFilters();
  const choices = [
    {
      name: 'severity',
      label: t('conformity.severity'),
      value: query.severity,
      options: SEVERITIES.map(id => ({
        id,
        label: t(`conformity.severities.${id}`),
      })),
    },
    {
      name: 'check',
      label: t('conformity.check'),
      value: query.check,
      options: CHECKS.map(id => ({ id, label: t(`conformity.checks.${id}`) })),
    },
    {
      name: 'kind',
      label: t('conformity.kind'),
      value: query.kind,
      options: KINDS.map(id => ({ id, label: t(`conformity.kinds.${id}`) })),
    },
  ];
  return (
    <>
      {choices.map(({ name, label, value, options }) => (
        <Select
          key={name}
          size="small"
          aria-label={label}
          options={[
            { id: ALL, label: t('conformity.any', { what: label }) },
            ...options,
          ]}
          value={value ?? ALL}
          onChange={key =>
            change({ [name]: key === ALL ? undefined : String(key) })
          }
        />
      ))}
    </>
  );
}

function useColumns(): ListColumn<Row>[] {
  const { t } = useTranslationRef(groupTranslationRef);
  const formats = useFormats();
  const links = useGroupLinks();
  return [
    {
      id: 'key',
      label: t('conformity.key'),
      heads: true,
      cell: ({ keyId, label }) => (
        <>
          {keyId}
          {label && label !== keyId && <Words>{label}</Words>}
        </>
      ),
    },
    {
      id: 'severity',
      label: t('conformity.severity'),
      cell: ({ severity }) => (
        <StatusMark
          mark={severity === 'blocking' ? 'bad' : 'warning'}
          label={t(`conformity.severities.${severity}`)}
        />
      ),
    },
    {
      id: 'check',
      label: t('conformity.check'),
      cell: ({ check }) => t(`conformity.checks.${check}`),
    },
    {
      id: 'kind',
      label: t('conformity.kind'),
      cell: ({ kind }) => t(`conformity.kinds.${kind}`),
    },
    {
      id: 'entity',
      label: t('entity'),
      cell: ({ entityId, entityLabel }) => (
        <Link href={links.entity(entityId)}>{entityLabel}</Link>
      ),
    },
    {
      id: 'expected',
      label: t('conformity.expected'),
      cell: ({ expected }) => expected ?? '–',
    },
    {
      id: 'found',
      label: t('conformity.found'),
      cell: ({ found }) => <Words>{found ?? '–'}</Words>,
    },
    {
      id: 'facts',
      label: t('conformity.facts'),
      figure: true,
      cell: ({ facts }) => formats.exact(facts),
    },
    {
      id: 'todo',
      label: t('conformity.todo'),
      cell: ({ check }) => <Words>{t(`conformity.advice.${check}`)}</Words>,
    },
  ];
}
