import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { stringify } from 'lossless-json';
import styles from './audit.module.css';
import { auditTranslationRef } from './translation';

/** What the log keeps of an action beside its reason, as the API has it. */
export function Details({ details }: { details: unknown }) {
  const { t } = useTranslationRef(auditTranslationRef);
  const entries = Object.entries(details ?? {});
  if (entries.length === 0) {
    return null;
  }
  return (
    <details className={styles.details}>
      <summary>{t('show')}</summary>
      <dl>
        {entries.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{said(value)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

function said(value: unknown): string {
  return typeof value === 'string'
    ? value
    : stringify(value, undefined, 2) ?? '';
}
