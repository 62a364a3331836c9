import { useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { TextAreaField } from '@backstage/ui';
import { useWrite } from '../../api/useWrite';
import { useFormats } from '../../figures/useFormats';
import { FormDialog } from '../admin/FormDialog';
import { faultOf } from '../admin/faults';
import type { Anomaly } from './Anomalies';
import { applicationTranslationRef } from './translation';

/** Says that somebody knows of an anomaly, and what it is. */
export function AcknowledgeDialog({ anomaly }: { anomaly: Anomaly }) {
  const { t } = useTranslationRef(applicationTranslationRef);
  const formats = useFormats();
  const [comment, setComment] = useState('');
  const text = comment.trim();
  const write = useWrite((client, said: string, idempotencyKey) =>
    client.write(
      'post',
      '/v1/local/admin/anomalies/{anomaly}/acknowledgement',
      {
        params: { path: { anomaly: anomaly.anomalyId } },
        body: { comment: said },
        idempotencyKey,
      },
    ),
  );
  return (
    <FormDialog
      opener={{
        size: 'small',
        variant: 'secondary',
        children: t('acknowledge'),
        'aria-label': t('acknowledgeOf', {
          month: formats.month(anomaly.period),
        }),
      }}
      title={t('acknowledgeOf', { month: formats.month(anomaly.period) })}
      confirm={t('acknowledge')}
      ready={text !== ''}
      writing={write}
      onConfirm={close => write.mutate(text, { onSuccess: close })}
    >
      <TextAreaField
        label={t('comment')}
        description={t('commentHint')}
        isRequired
        value={comment}
        onChange={setComment}
        rows={3}
        {...faultOf(write.error, 'comment')}
      />
    </FormDialog>
  );
}
