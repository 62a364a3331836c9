import { useTranslationRef } from '@backstage/frontend-plugin-api';
import styles from './group.module.css';
import { groupTranslationRef } from './translation';

/** Says of what the official referential does not have that it is an entity's own. */
export function Official({ official }: { official: boolean }) {
  const { t } = useTranslationRef(groupTranslationRef);
  return official ? null : <span className={styles.own}>{t('own')}</span>;
}
