import { Card, CardBody } from '@backstage/ui';
import type { Answer } from '../../api/FinopsClient';
import { NONE } from '../../api/reserved';
import type { Read } from '../../api/useRead';
import { ChartOrTable } from '../../charts/ChartOrTable';
import { MonthsTable } from '../../charts/MonthsTable';
import { coloursOf, OTHERS } from '../../charts/palette';
import { StackedMonths } from '../../charts/StackedMonths';
import { useDomains } from '../../charts/useDomains';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Answered } from '../../states/Answered';
import { useLabels } from './labels';
import { drawnMonths, fewOf, monthsOf, REST } from './months';
import { breakdownTranslationRef } from './translation';

type History = Answer<'/v1/local/history'>;

/** As many as there are colours that are told apart. */
const MOST = 10;

interface MonthsProps {
  title: string;
  read: Read<'/v1/local/history'>;
  /** What each course is of. */
  of: 'family' | 'product';
}

/** Two years of a cost, split into what it consists of. */
export function Months({ title, read, of }: MonthsProps) {
  return (
    <Card>
      <CardBody>
        <Answered read={read} height={330}>
          {history => <Courses title={title} history={history} of={of} />}
        </Answered>
      </CardBody>
    </Card>
  );
}

function Courses({
  title,
  history,
  of,
}: {
  title: string;
  history: History;
  of: MonthsProps['of'];
}) {
  const { currency } = history.meta;
  const courses = fewOf(
    history.data.map(series => ({
      id: idOf(series, of),
      points: series.points,
    })),
    MOST,
  );
  const series = useKeys(courses, history, of);
  const months = monthsOf(courses);
  return (
    <ChartOrTable
      title={title}
      chart={
        <StackedMonths
          title={title}
          months={drawnMonths(months)}
          series={series}
          currency={currency}
        />
      }
      table={
        <MonthsTable
          title={title}
          months={months}
          series={series}
          currency={currency}
        />
      }
    />
  );
}

function idOf(series: History['data'][number], of: MonthsProps['of']): string {
  return (of === 'family' ? series.familyId : series.productId) ?? '';
}

/** One course alone has its domain's colour; several have their own. */
function useKeys(
  courses: readonly { id: string }[],
  history: History,
  of: MonthsProps['of'],
) {
  const { t } = useTranslationRef(breakdownTranslationRef);
  const labels = useLabels();
  const domains = useDomains();
  const colours = coloursOf(
    courses.map(({ id }) => id).filter(id => id !== REST),
  );
  return courses.map(({ id }) => {
    const found = history.data.find(series => idOf(series, of) === id);
    if (!found) {
      return { id, label: t('others'), colour: OTHERS };
    }
    const label = of === 'family' ? found.familyLabel : found.productLabel;
    const alone = courses.length === 1 && found.domainId;
    const colour = alone ? domains.colour(alone) : colours.get(id) ?? OTHERS;
    // INDIRECT costs are of their domain alone.
    const domain = id === NONE ? found.domainLabel : null;
    return { id, label: domain ?? labels(id, label), colour };
  });
}
