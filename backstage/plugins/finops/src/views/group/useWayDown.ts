import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useAddressed } from '../../filters/useFilters';
import { useGroupLinks } from '../../filters/useGroupLinks';
import { groupTranslationRef } from './translation';

interface OfEntities {
  entities: readonly { entityId: string; entityLabel: string }[];
}

/** The way to here: down from the entity that the address keeps to, or from the list of what it is. */
export function useWayDown(
  list: { label: string; href: string },
  shown: OfEntities | undefined,
): { label: string; href: string }[] {
  const { t } = useTranslationRef(groupTranslationRef);
  const links = useGroupLinks();
  const [entity] = useAddressed('entity');
  if (!entity) {
    return [list];
  }
  const label = shown?.entities.find(
    ({ entityId }) => entityId === entity,
  )?.entityLabel;
  return [
    { label: t('entities'), href: links.entities() },
    { label: label ?? entity, href: links.entity(entity) },
    list,
  ];
}
