import { drawn } from '../../api/amount';
import { useRead } from '../../api/useRead';
import { useFilters } from '../../filters/useFilters';
import type { Dashboard } from './DashboardView';

type Course = readonly (number | null)[];

/** The months behind the lists' lines, asked for once the lists are known. */
export function useCourses({ data }: Dashboard): {
  families: ReadonlyMap<string, Course>;
  applications: ReadonlyMap<string, Course>;
} {
  const { filters } = useFilters();
  const range = {
    from: data.trend.at(0)?.period,
    to: data.trend.at(-1)?.period,
  };
  const { pricingView, environment } = filters;
  const known = (ids: (string | null)[]) => ids.filter(id => id !== null);
  const family = known(data.topFamilies.map(line => line.familyId));
  const application = known(
    data.topApplications.map(line => line.applicationId),
  );
  const families = useRead(
    '/v1/local/history',
    { query: { ...range, pricingView, environment, by: 'family', family } },
    { enabled: family.length > 0 },
  );
  const applications = useRead(
    '/v1/local/history',
    {
      query: {
        ...range,
        pricingView,
        environment,
        by: 'application',
        application,
      },
    },
    { enabled: application.length > 0 },
  );
  const course = (points: { cost: Parameters<typeof drawn>[0] }[]) =>
    points.map(point => drawn(point.cost));
  return {
    families: new Map(
      families.data?.data.map(series => [
        series.familyId ?? '',
        course(series.points),
      ]),
    ),
    applications: new Map(
      applications.data?.data.map(series => [
        series.applicationId ?? '',
        course(series.points),
      ]),
    ),
  };
}
