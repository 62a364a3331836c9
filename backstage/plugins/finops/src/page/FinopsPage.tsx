import { lazy, Suspense } from 'react';
import '../charts/palette.css';
import './backstage-ui.css';
import { Progress, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Container } from '@backstage/ui';
import { Route, Routes } from 'react-router-dom';
import { views } from '../routes';
import { Explained } from '../states/Nothing';
import { Tabs } from './Tabs';
import { pageTranslationRef } from './translation';

// Each is loaded when somebody goes there.
const Dashboard = lazy(() => import('../views/dashboard/DashboardView'));
const Domains = lazy(() => import('../views/domain/DomainsView'));
const Domain = lazy(() => import('../views/domain/DomainView'));
const Family = lazy(() => import('../views/family/FamilyView'));
const Product = lazy(() => import('../views/product/ProductView'));
const Applications = lazy(
  () => import('../views/application/ApplicationsView'),
);
const Application = lazy(() => import('../views/application/ApplicationView'));
const Rankings = lazy(() => import('../views/rankings/RankingsView'));
const History = lazy(() => import('../views/history/HistoryView'));
const Gaps = lazy(() => import('../views/gaps/GapsView'));
const Group = lazy(() => import('../views/group/GroupView'));
const Admin = lazy(() => import('../views/admin/AdminView'));

/** `/finops` and all below it. */
export function FinopsPage() {
  return (
    <main className="finops-plugin">
      <Tabs />
      <Suspense fallback={<Progress />}>
        <Routes>
          <Route path={views.dashboard} element={<Dashboard />} />
          <Route path={views.domains} element={<Domains />} />
          <Route path={views.domain} element={<Domain />} />
          <Route path={views.family} element={<Family />} />
          <Route path={views.product} element={<Product />} />
          <Route path={views.applications} element={<Applications />} />
          <Route path={views.application} element={<Application />} />
          <Route path={views.rankings} element={<Rankings />} />
          <Route path={views.history} element={<History />} />
          <Route path={views.gaps} element={<Gaps />} />
          <Route path={`${views.group}/*`} element={<Group />} />
          <Route path={`${views.admin}/*`} element={<Admin />} />
          <Route path="*" element={<NotFound />} />
        </Routes>
      </Suspense>
    </main>
  );
}

function NotFound() {
  const { t } = useTranslationRef(pageTranslationRef);
  return (
    <Container>
      <Explained title={t('notFound')} hint={t('notFoundHint')} />
    </Container>
  );
}
