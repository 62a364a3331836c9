import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { pageTranslationRef } from '../../page/translation';
import { GroupApplications, useGroupApplications } from './GroupApplications';
import { GroupFrame } from './GroupFrame';

/** What each application costs over all entities. */
export default function GroupApplicationsView() {
  const { t } = useTranslationRef(pageTranslationRef);
  const list = useGroupApplications();
  return (
    <GroupFrame title={t('applications')} meta={list.read.data?.meta}>
      <GroupApplications list={list} />
    </GroupFrame>
  );
}
