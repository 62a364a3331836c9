import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Select, Text } from '@backstage/ui';
import { useRead } from '../../../api/useRead';
import { useFormats } from '../../../figures/useFormats';
import { monthsAfter } from '../../../filters/months';
import { useAddressed, useFilters } from '../../../filters/useFilters';
import { ViewFrame } from '../../../page/ViewFrame';
import { Answered } from '../../../states/Answered';
import { Explained } from '../../../states/Nothing';
import { DownloadButton } from '../../../tables/DownloadButton';
import { Section } from '../../admin/Section';
import { GroupFilters } from '../GroupFilters';
import { groupTranslationRef } from '../translation';
import { useChosenEntity } from '../useGroupQuery';
import { Calendar } from './Calendar';
import { calendarOf, STATES, type Completeness } from './calendar';
import { StateIcon } from './StateIcon';
import styles from './completeness.module.css';

const PATH = '/v1/group/completeness';
const ALL = 'all';
const MONTHS = 13;
/** What the API can be asked for; `refused` is told of a month beside its status. */
const STATUSES = ['expected', 'late', 'partial', 'received', 'closed'] as const;

/** "Whose months are here, and who is late?" Thirteen months, up to the present one or the one that is chosen. */
export default function CompletenessView() {
  const { t } = useTranslationRef(groupTranslationRef);
  const [given, setGiven] = useAddressed('status');
  const status = STATUSES.find(each => each === given);
  const { filters } = useFilters();
  const to = filters.period;
  const from = to && monthsAfter(to, 1 - MONTHS);
  const query = { from, to, entity: useChosenEntity(), status };
  const read = useRead(PATH, { query });
  const title = t('completeness.title');
  return (
    <ViewFrame
      title={title}
      filters={
        <GroupFilters
          period={read.data?.meta.to ?? null}
          shown={['month', 'entity']}
        />
      }
      said={null}
    >
      <Answered read={read} height={480}>
        {answer => (
          <Section
            title={t('completeness.heading')}
            hint={t('completeness.hint')}
            actions={
              <Flex gap="2" align="end">
                <Select
                  size="small"
                  aria-label={t('status')}
                  options={[
                    { id: ALL, label: t('completeness.allStates') },
                    ...STATUSES.map(id => ({
                      id,
                      label: t(`completeness.states.${id}`),
                    })),
                  ]}
                  value={status ?? ALL}
                  onChange={key =>
                    setGiven(key === ALL ? undefined : String(key))
                  }
                />
                <DownloadButton
                  title={title}
                  fileName="completeness.csv"
                  file={async client =>
                    (await client.download(PATH, { query })).blob()
                  }
                />
              </Flex>
            }
          >
            <Whole completeness={answer} filtered={status !== undefined} />
          </Section>
        )}
      </Answered>
    </ViewFrame>
  );
}

function Whole({
  completeness,
  filtered,
}: {
  completeness: Completeness;
  filtered: boolean;
}) {
  const { t } = useTranslationRef(groupTranslationRef);
  const formats = useFormats();
  const { months, rows } = calendarOf(completeness);
  if (rows.length === 0) {
    return filtered ? (
      <Explained
        title={t('completeness.none')}
        hint={t('completeness.noneHint')}
      />
    ) : (
      <Explained
        title={t('completeness.nobody')}
        hint={t('completeness.nobodyHint')}
      />
    );
  }
  const { counts, at } = completeness.meta;
  return (
    <Flex direction="column" gap="4">
      <Text>
        {t('completeness.counted', {
          late: formats.exact(counts.late),
          partial: formats.exact(counts.partial),
          here: formats.exact(counts.received + counts.closed),
          time: formats.time(at),
        })}
      </Text>
      <Calendar title={t('completeness.heading')} months={months} rows={rows} />
      <ul className={styles.legend} aria-label={t('completeness.legend')}>
        {STATES.map(state => (
          <li key={state}>
            <StateIcon state={state} />
            {t(`completeness.meanings.${state}`)}
          </li>
        ))}
      </ul>
    </Flex>
  );
}
