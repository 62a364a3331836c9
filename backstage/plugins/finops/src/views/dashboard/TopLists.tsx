import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Card, CardBody, Flex, Link, Text } from '@backstage/ui';
import { drawn } from '../../api/amount';
import { Sparkline } from '../../charts/Sparkline';
import { useDomains } from '../../charts/useDomains';
import { Delta } from '../../figures/Delta';
import { Money } from '../../figures/Money';
import { useLinks } from '../../filters/useLinks';
import type { Dashboard } from './DashboardView';
import styles from './dashboard.module.css';
import { dashboardTranslationRef } from './translation';
import { useCourses } from './useCourses';

type TopLine = Dashboard['data']['topDomains'][number];

interface Listed {
  id: string;
  label: string;
  href: string;
  colour: string;
  line: TopLine;
}

/** What costs most, thrice; everything leads on. */
export function TopLists({ dashboard }: { dashboard: Dashboard }) {
  const { t } = useTranslationRef(dashboardTranslationRef);
  const links = useLinks();
  const domains = useDomains();
  const courses = useCourses(dashboard);
  const { topDomains, topFamilies, topApplications, trend } = dashboard.data;
  const colour = (line: TopLine) =>
    line.domainId ? domains.colour(line.domainId) : 'var(--bui-fg-secondary)';
  const domainCourses = new Map(
    topDomains.map(({ domainId }) => [
      domainId ?? '',
      trend.map(point =>
        drawn(point.domains.find(domain => domain.domainId === domainId)?.cost),
      ),
    ]),
  );
  const domainLines = topDomains.map(line => {
    const id = line.domainId ?? '';
    return {
      id,
      label: line.domainLabel ?? id,
      href: links.domain(id),
      colour: colour(line),
      line,
    };
  });
  const familyLines = topFamilies.map(line => {
    const [id, domain] = [line.familyId ?? '', line.domainId ?? ''];
    // Costs of an INDIRECT domain have no family: their row stands for the domain.
    const [key, label, href] = line.reserved
      ? [`${domain}/${id}`, line.domainLabel, links.domain(domain)]
      : [id, line.familyLabel, links.family(id, { domain })];
    return { id: key, label: label ?? id, href, colour: colour(line), line };
  });
  const applicationLines = topApplications.map(line => {
    const id = line.applicationId ?? '';
    return {
      id,
      label: line.applicationLabel ?? id,
      href: links.application(id),
      colour: colour(line),
      line,
    };
  });
  return (
    <>
      <TopList
        title={t('topDomains')}
        all={links.domains()}
        rows={domainLines}
        courses={domainCourses}
      />
      <TopList
        title={t('topFamilies')}
        all={links.rankings({ by: 'family' })}
        rows={familyLines}
        courses={courses.families}
      />
      <TopList
        title={t('topApplications')}
        all={links.applications()}
        rows={applicationLines}
        courses={courses.applications}
      />
    </>
  );
}

interface TopListProps {
  title: string;
  all: string;
  rows: readonly Listed[];
  courses: ReadonlyMap<string, readonly (number | null)[]>;
}

function TopList({ title, all, rows, courses }: TopListProps) {
  const { t } = useTranslationRef(dashboardTranslationRef);
  return (
    <Card>
      <CardBody>
        <Flex justify="between" align="center">
          <Text as="h3" variant="title-x-small">
            {title}
          </Text>
          <Link href={all} aria-label={`${t('all')}: ${title}`}>
            {t('all')}
          </Link>
        </Flex>
        <table className={styles.top}>
          <thead>
            <tr>
              <th scope="col">{t('name')}</th>
              <th scope="col">{t('course')}</th>
              <th scope="col">{t('amount')}</th>
              <th scope="col">{t('delta')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ id, label, href, colour, line }) => (
              <tr
                key={id}
                className={line.reserved ? styles.reserved : undefined}
              >
                <th scope="row">
                  <Link href={href} title={label}>
                    {label}
                  </Link>
                </th>
                <td>
                  <Sparkline points={courses.get(id) ?? []} colour={colour} />
                </td>
                <td>
                  <Money amount={line.cost} unpricedRows={line.unpricedRows} />
                </td>
                <td>
                  <Delta of={line} short />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </CardBody>
    </Card>
  );
}
