import { lazy, Suspense, useEffect } from 'react';
import '../charts/palette.css';
import './backstage-ui.css';
import { Progress, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Container } from '@backstage/ui';
import { Route, Routes } from 'react-router-dom';
import { views } from '../routes';
import { Explained } from '../states/Nothing';
import { loaders, loadTheOthersWhenIdle } from './loading';
import { Tabs } from './Tabs';
import { pageTranslationRef } from './translation';

const Dashboard = lazy(loaders.dashboard);
const Domains = lazy(loaders.domains);
const Domain = lazy(loaders.domain);
const Family = lazy(loaders.family);
const Product = lazy(loaders.product);
const Applications = lazy(loaders.applications);
const Application = lazy(loaders.application);
const Rankings = lazy(loaders.rankings);
const History = lazy(loaders.history);
const Gaps = lazy(loaders.gaps);
const Admin = lazy(loaders.admin);

/** `/finops` and all below it. */
export function FinopsPage() {
  useEffect(loadTheOthersWhenIdle, []);
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
