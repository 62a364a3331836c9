import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { PluginHeader } from '@backstage/ui';
import { RiMoneyEuroCircleLine } from '@remixicon/react';
import { useGroupLinks } from '../filters/useGroupLinks';
import { useLinks } from '../filters/useLinks';
import type { views } from '../routes';
import { LinkTabs } from './LinkTabs';
import { pageTranslationRef } from './translation';
import { useAdministers, useGroup } from './useMe';

type View = Extract<
  keyof typeof views,
  | 'dashboard'
  | 'domains'
  | 'applications'
  | 'rankings'
  | 'history'
  | 'group'
  | 'admin'
>;

/** The plugin's views beside each other; going to another one keeps the filters. */
export function Tabs() {
  const { t } = useTranslationRef(pageTranslationRef);
  const links = useLinks();
  const group = useGroupLinks();
  const administers = useAdministers();
  const { reads } = useGroup();
  const tab = (id: View, href: string) => ({ id, label: t(id), href });
  const tabs = [
    { ...tab('dashboard', links.dashboard()), exact: true },
    tab('domains', links.domains()),
    tab('applications', links.applications()),
    tab('rankings', links.rankings()),
    tab('history', links.history()),
    ...(reads ? [tab('group', group.dashboard())] : []),
    ...(administers ? [tab('admin', links.admin())] : []),
  ];
  return (
    <>
      <PluginHeader
        icon={<RiMoneyEuroCircleLine />}
        title={t('title')}
        titleLink={links.dashboard()}
      />
      <LinkTabs label={t('title')} tabs={tabs} />
    </>
  );
}
