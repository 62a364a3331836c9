import { lazy, Suspense } from 'react';
import { Progress, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Container } from '@backstage/ui';
import { Route, Routes } from 'react-router-dom';
import { views } from '../routes';
import { Explained } from '../states/Nothing';
import { Tabs } from './Tabs';
import { pageTranslationRef } from './translation';

const Dashboard = lazy(() => import('../views/dashboard/DashboardView'));

/** `/finops` and all below it. Each view is loaded when somebody goes there. */
export function FinopsPage() {
  return (
    <>
      <Tabs />
      <Suspense fallback={<Progress />}>
        <Routes>
          <Route path={views.dashboard} element={<Dashboard />} />
          <Route path="*" element={<NotFound />} />
        </Routes>
      </Suspense>
    </>
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
