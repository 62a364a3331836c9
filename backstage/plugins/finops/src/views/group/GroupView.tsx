import { lazy, Suspense } from 'react';
import { Progress, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Container, Header } from '@backstage/ui';
import { Route, Routes } from 'react-router-dom';
import { useGroupLinks } from '../../filters/useGroupLinks';
import { LinkTabs } from '../../page/LinkTabs';
import { pageTranslationRef } from '../../page/translation';
import { useGroup } from '../../page/useMe';
import { Answered } from '../../states/Answered';
import { Explained } from '../../states/Nothing';
import { groupTranslationRef } from './translation';

const Dashboard = lazy(() => import('./GroupDashboardView'));
const Entities = lazy(() => import('./EntitiesView'));
const Entity = lazy(() => import('./EntityView'));
const Domains = lazy(() => import('./GroupDomainsView'));
const Domain = lazy(() => import('./GroupDomainView'));
const Applications = lazy(() => import('./GroupApplicationsView'));
const Application = lazy(() => import('./GroupApplicationView'));
const Completeness = lazy(() => import('./completeness/CompletenessView'));
const Conformity = lazy(() => import('./conformity/ConformityView'));
const Exchanges = lazy(() => import('./exchanges/ExchangesView'));

const FORBIDDEN = 403;

/** What all entities together cost: for who has the group's role. Nothing of it is requested for anybody else. */
export default function GroupView() {
  const { t } = useTranslationRef(groupTranslationRef);
  const { isThere, read, reads } = useGroup();
  if (!isThere) {
    return <Instead title={t('absent')} hint={t('absentHint')} />;
  }
  if (read.error?.status === FORBIDDEN || (read.data && !reads)) {
    return <Instead title={t('forbidden')} hint={t('forbiddenHint')} />;
  }
  if (!read.data) {
    return (
      <>
        <Title />
        <Container>
          <Answered read={read}>{() => null}</Answered>
        </Container>
      </>
    );
  }
  return <Views />;
}

function Views() {
  const { t } = useTranslationRef(groupTranslationRef);
  const { t: page } = useTranslationRef(pageTranslationRef);
  const links = useGroupLinks();
  const tabs = [
    { id: 'dashboard', label: page('dashboard'), href: links.dashboard() },
    { id: 'entities', label: t('entities'), href: links.entities() },
    { id: 'domains', label: page('domains'), href: links.domains() },
    {
      id: 'applications',
      label: page('applications'),
      href: links.applications(),
    },
    {
      id: 'completeness',
      label: t('completeness.title'),
      href: links.completeness(),
    },
    {
      id: 'conformity',
      label: t('conformity.title'),
      href: links.conformity(),
    },
    { id: 'exchanges', label: t('exchanges.title'), href: links.exchanges() },
  ].map(tab => ({ ...tab, exact: tab.id === 'dashboard' }));
  return (
    <>
      <LinkTabs label={page('group')} tabs={tabs} />
      <Suspense fallback={<Progress />}>
        <Routes>
          <Route path="" element={<Dashboard />} />
          <Route path="entities" element={<Entities />} />
          <Route path="entities/:entityId" element={<Entity />} />
          <Route path="domains" element={<Domains />} />
          <Route path="domains/:domainId" element={<Domain />} />
          <Route path="applications" element={<Applications />} />
          <Route path="applications/:applicationId" element={<Application />} />
          <Route path="completeness" element={<Completeness />} />
          <Route path="conformity" element={<Conformity />} />
          <Route path="exchanges" element={<Exchanges />} />
          <Route
            path="*"
            element={
              <Instead title={page('notFound')} hint={page('notFoundHint')} />
            }
          />
        </Routes>
      </Suspense>
    </>
  );
}

function Title() {
  const { t } = useTranslationRef(pageTranslationRef);
  return <Header title={t('group')} />;
}

function Instead({ title, hint }: { title: string; hint: string }) {
  return (
    <>
      <Title />
      <Container>
        <Explained title={title} hint={hint} />
      </Container>
    </>
  );
}
