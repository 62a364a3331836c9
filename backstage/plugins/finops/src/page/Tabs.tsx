import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { PluginHeader } from '@backstage/ui';
import { RiMoneyEuroCircleLine } from '@remixicon/react';
import { useLinks } from '../filters/useLinks';
import type { views } from '../routes';
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
  const tab = (id: View, href: string) => ({
    id,
    label: t(id),
    href,
    matchStrategy: 'prefix' as const,
  });
  const tabs = [
    { ...tab('dashboard', links.dashboard()), matchStrategy: 'exact' as const },
    tab('domains', links.domains()),
    tab('applications', links.applications()),
    tab('rankings', links.rankings()),
    tab('history', links.history()),
    ...(administers ? [tab('admin', links.admin())] : []),
  ];
  return (
    <PluginHeader
      icon={<RiMoneyEuroCircleLine />}
      title={t('title')}
      titleLink={links.dashboard()}
      tabs={tabs}
    />
  );
}
