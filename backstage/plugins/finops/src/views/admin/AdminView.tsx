import { lazy, Suspense, type ReactElement } from 'react';
import { Progress, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Container, Flex, Header } from '@backstage/ui';
import { Navigate, Route, Routes } from 'react-router-dom';
import { useLinks } from '../../filters/useLinks';
import { useMe, type AdminPart } from '../../page/useMe';
import { Answered } from '../../states/Answered';
import { Explained } from '../../states/Nothing';
import styles from './admin.module.css';
import { adminTranslationRef } from './translation';

const RunsView = lazy(() => import('./runs/RunsView'));
const DomainsAdminView = lazy(() => import('./domains/DomainsAdminView'));
const KeysAdminView = lazy(() => import('./keys/KeysAdminView'));
const PricesAdminView = lazy(() => import('./prices/PricesAdminView'));
const BudgetsAdminView = lazy(() => import('./budgets/BudgetsAdminView'));
const MonthsView = lazy(() => import('./months/MonthsView'));
const AuditView = lazy(() => import('./audit/AuditView'));

interface Section {
  id: 'runs' | 'domains' | 'keys' | 'prices' | 'budgets' | 'months' | 'audit';
  part: AdminPart;
  view: ReactElement;
}

const SECTIONS: readonly Section[] = [
  { id: 'runs', part: 'finops', view: <RunsView /> },
  { id: 'domains', part: 'finops', view: <DomainsAdminView /> },
  { id: 'keys', part: 'referential', view: <KeysAdminView /> },
  { id: 'prices', part: 'finops', view: <PricesAdminView /> },
  { id: 'budgets', part: 'finops', view: <BudgetsAdminView /> },
  { id: 'months', part: 'finops', view: <MonthsView /> },
  { id: 'audit', part: 'finops', view: <AuditView /> },
];

/** What admins do. Each section is shown to the role that the API asks for; nothing of it is requested for anybody else. */
export default function AdminView() {
  const { t } = useTranslationRef(adminTranslationRef);
  const links = useLinks();
  const { read, administers } = useMe();
  const mine = SECTIONS.filter(({ part }) => administers(part));
  const tabs = mine.map(({ id }) => ({
    id,
    label: t(id),
    href: links.admin(id),
  }));
  const [first = SECTIONS[0]] = mine;
  return (
    <>
      <div className={styles.heading}>
        <Header title={t('title')} tabs={tabs} />
      </div>
      <Container>
        <Flex direction="column" gap="5" pb="8">
          <Answered read={read}>
            {() => (
              <Suspense fallback={<Progress />}>
                <Routes>
                  {SECTIONS.map(({ id, part, view }) => (
                    <Route
                      key={id}
                      path={`${id}/*`}
                      element={
                        administers(part) ? view : <Forbidden part={part} />
                      }
                    />
                  ))}
                  <Route
                    path="*"
                    element={<Navigate to={links.admin(first?.id)} replace />}
                  />
                </Routes>
              </Suspense>
            )}
          </Answered>
        </Flex>
      </Container>
    </>
  );
}

function Forbidden({ part }: { part: AdminPart }) {
  const { t } = useTranslationRef(adminTranslationRef);
  const hint = part === 'finops' ? t('forbiddenFinops') : t('forbiddenKeys');
  return <Explained title={t('forbidden')} hint={hint} />;
}
