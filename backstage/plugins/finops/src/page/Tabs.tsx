import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link, PluginHeader } from '@backstage/ui';
import { RiMoneyEuroCircleLine } from '@remixicon/react';
import { useLocation } from 'react-router-dom';
import { useLinks } from '../filters/useLinks';
import type { views } from '../routes';
import styles from './page.module.css';
import { pageTranslationRef } from './translation';
import { useAdministers } from './useMe';

type View = Extract<
  keyof typeof views,
  'dashboard' | 'domains' | 'applications' | 'rankings' | 'history' | 'admin'
>;

/** The plugin's views beside each other; going to another one keeps the filters. */
export function Tabs() {
  const { t } = useTranslationRef(pageTranslationRef);
  const links = useLinks();
  const administers = useAdministers();
  const { pathname } = useLocation();
  const tab = (id: View, href: string) => ({ id, label: t(id), href });
  const tabs = [
    tab('dashboard', links.dashboard()),
    tab('domains', links.domains()),
    tab('applications', links.applications()),
    tab('rankings', links.rankings()),
    tab('history', links.history()),
    ...(administers ? [tab('admin', links.admin())] : []),
  ];
  const shown = tabs.find(({ id, href }) => {
    const path = pathOf(href);
    return (
      pathname === path ||
      (id !== 'dashboard' && pathname.startsWith(`${path}/`))
    );
  })?.id;
  return (
    <>
      <PluginHeader
        icon={<RiMoneyEuroCircleLine />}
        title={t('title')}
        titleLink={links.dashboard()}
      />
      {/* Links, and not PluginHeader's tabs: those point at panels that are only there where tabs and panels are one. */}
      <nav aria-label={t('title')} className={styles.tabs}>
        <ul>
          {tabs.map(({ id, label, href }) => (
            <li key={id}>
              <Link
                href={href}
                standalone
                color={id === shown ? 'primary' : 'secondary'}
                className={styles.tab}
                aria-current={id === shown ? 'page' : undefined}
              >
                {label}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
    </>
  );
}

function pathOf(href: string): string {
  return href.split('?')[0] ?? href;
}
