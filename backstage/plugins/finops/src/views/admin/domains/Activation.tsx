import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { useWrite } from '../../../api/useWrite';
import { useFormats } from '../../../figures/useFormats';
import styles from '../forms.module.css';
import { ReasonDialog } from '../ReasonDialog';
import type { DomainDetail } from './DomainPage';
import { domainsAdminTranslationRef } from './translation';

const PATH = '/v1/local/admin/domains/{domain}/activation';

/** Enables a domain, for a reason where its checklist is not met; or disables it, always for one. */
export function Activation({ domain }: { domain: DomainDetail }) {
  return domain.isEnabled ? (
    <Disable domain={domain} />
  ) : (
    <Enable domain={domain} />
  );
}

function Enable({ domain }: { domain: DomainDetail }) {
  const { t } = useTranslationRef(domainsAdminTranslationRef);
  const formats = useFormats();
  const { ready, items } = domain.checklist;
  const write = useWrite((client, reason: string | null, idempotencyKey) =>
    client.write('post', PATH, {
      params: { path: { domain: domain.domainId } },
      body: { reason },
      idempotencyKey,
    }),
  );
  return (
    <ReasonDialog
      opener={{ variant: 'primary', children: t('enable') }}
      title={t('enableTitle', { domain: domain.domainLabel })}
      confirm={t('enable')}
      reason={ready ? 'optional' : 'required'}
      write={write}
    >
      <Text>
        {t('enableHint', { month: formats.month(domain.availableFrom) })}
      </Text>
      {!ready && (
        <>
          <Text>{t('enableLacks')}</Text>
          <ul className={styles.list}>
            {items
              .filter(({ ok }) => !ok)
              .map(({ key, message }) => (
                <li key={key}>{message}</li>
              ))}
          </ul>
        </>
      )}
    </ReasonDialog>
  );
}

function Disable({ domain }: { domain: DomainDetail }) {
  const { t } = useTranslationRef(domainsAdminTranslationRef);
  const write = useWrite((client, reason: string | null, idempotencyKey) =>
    client.write('delete', PATH, {
      params: { path: { domain: domain.domainId } },
      body: { reason: reason ?? '' },
      idempotencyKey,
    }),
  );
  return (
    <ReasonDialog
      opener={{ variant: 'secondary', children: t('disable') }}
      title={t('disableTitle', { domain: domain.domainLabel })}
      confirm={t('disable')}
      destructive
      reason="required"
      write={write}
    >
      <Text>{t('disableHint')}</Text>
    </ReasonDialog>
  );
}
