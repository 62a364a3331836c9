import { useState } from 'react';
import type { UseMutationResult } from '@tanstack/react-query';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text, TextField } from '@backstage/ui';
import type { ApiProblem } from '../../../api/problem';
import type { components } from '../../../api/schema';
import { useRead } from '../../../api/useRead';
import { useFormats } from '../../../figures/useFormats';
import { faultOf } from '../faults';
import { FormDialog } from '../FormDialog';
import styles from '../forms.module.css';
import { ReasonField } from '../ReasonField';
import { Search } from './Search';
import { useRequired } from '../useRequired';
import { keysAdminTranslationRef } from './translation';

type MoveRequest = components['schemas']['MoveRequest'];
type MovedAnswer = components['schemas']['MovedAnswer'];

export type MoveGiven = MoveRequest & { productId: string };

interface MoveProductProps {
  product: { productId: string; productLabel: string };
  /** Of the list, so that it outlives the row. */
  write: UseMutationResult<MovedAnswer, ApiProblem, MoveGiven>;
  onMoved: (moved: MovedAnswer['data']) => void;
}

/** Has a product count in another family from a month on. */
export function MoveProduct({ product, write, onMoved }: MoveProductProps) {
  const { t } = useTranslationRef(keysAdminTranslationRef);
  const required = useRequired();
  const [familyId, setFamilyId] = useState<string | null>(null);
  const [firstMonth, setFirstMonth] = useState('');
  const [reason, setReason] = useState('');
  const { productId, productLabel } = product;
  return (
    <FormDialog
      opener={{
        size: 'small',
        variant: 'secondary',
        children: t('move'),
        'aria-label': t('moveOf', { product: productLabel }),
      }}
      title={t('moveTitle', { product: productLabel })}
      confirm={t('move')}
      ready={familyId !== null && firstMonth.trim() !== '' && !!reason.trim()}
      writing={write}
      onConfirm={close =>
        familyId !== null &&
        write.mutate(
          {
            productId,
            familyId,
            firstMonth: firstMonth.trim(),
            reason: reason.trim(),
          },
          {
            onSuccess: ({ data }) => {
              onMoved(data);
              close();
            },
          },
        )
      }
    >
      <Text>{t('moveHint')}</Text>
      <Before productId={productId} />
      <Search
        of="family"
        label={t('family')}
        value={familyId}
        onChange={setFamilyId}
        problem={write.error}
      />
      <TextField
        label={t('firstMonth')}
        description={t('firstMonthHint')}
        {...required}
        value={firstMonth}
        onChange={setFirstMonth}
        {...faultOf(write.error, 'firstMonth')}
      />
      <ReasonField
        value={reason}
        onChange={setReason}
        isRequired
        problem={write.error}
      />
    </FormDialog>
  );
}

/** Where it was moved before; asked for when the dialog is open. */
function Before({ productId }: { productId: string }) {
  const { t } = useTranslationRef(keysAdminTranslationRef);
  const formats = useFormats();
  const read = useRead(
    '/v1/local/admin/referential/products/{product}/placement',
    { path: { product: productId } },
  );
  const placements = read.data?.data.placements ?? [];
  if (placements.length === 0) {
    return null;
  }
  return (
    <Flex direction="column" gap="1">
      <Text weight="bold">{t('before')}</Text>
      <ul className={styles.list}>
        {placements.map(one => (
          <li key={one.moveId}>
            {t('moveLine', {
              family: one.familyLabel,
              month: formats.month(one.firstMonth),
              state: t(`moveStates.${one.state}`),
              by: one.movedBy,
              reason: one.refusal ?? one.reason,
            })}
          </li>
        ))}
      </ul>
    </Flex>
  );
}
