import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiLockLine, RiLockUnlockLine } from '@remixicon/react';
import { useWrite } from '../../../api/useWrite';
import { useFormats } from '../../../figures/useFormats';
import { ReasonDialog } from '../ReasonDialog';
import type { Month } from './MonthPage';
import { monthsTranslationRef } from './translation';

const PATH = '/v1/local/admin/periods/{period}/closure';

/** Nothing of a closed month changes; what its checklist lacks needs a reason, or cannot be. */
export function CloseMonth({ month }: { month: Month }) {
  const { t } = useTranslationRef(monthsTranslationRef);
  const formats = useFormats();
  const { items, ready } = month.checklist;
  const open = items.filter(({ ok }) => !ok);
  const write = useWrite((client, reason: string | null, idempotencyKey) =>
    client.write('post', PATH, {
      params: { path: { period: month.period } },
      body: { reason },
      idempotencyKey,
    }),
  );
  return (
    <ReasonDialog
      opener={{
        variant: 'primary',
        iconStart: <RiLockLine />,
        isDisabled: open.some(({ binding }) => binding),
        children: t('close'),
      }}
      title={t('closeTitle', { month: formats.month(month.period) })}
      confirm={t('closeConfirm')}
      reason={ready ? 'optional' : 'required'}
      write={write}
    >
      <span>{t('closeHint')}</span>
      {!ready && (
        <span>
          {t('closeDespite', {
            what: open.map(({ message }) => message).join('; '),
          })}
        </span>
      )}
    </ReasonDialog>
  );
}

export function ReopenMonth({ month }: { month: Month }) {
  const { t } = useTranslationRef(monthsTranslationRef);
  const formats = useFormats();
  const write = useWrite((client, reason: string | null, idempotencyKey) =>
    client.write('delete', PATH, {
      params: { path: { period: month.period } },
      body: { reason: reason ?? '' },
      idempotencyKey,
    }),
  );
  return (
    <ReasonDialog
      opener={{
        variant: 'secondary',
        destructive: true,
        iconStart: <RiLockUnlockLine />,
        children: t('reopen'),
      }}
      title={t('reopenTitle', { month: formats.month(month.period) })}
      confirm={t('reopenConfirm')}
      destructive
      reason="required"
      write={write}
    >
      {t('reopenHint')}
    </ReasonDialog>
  );
}
