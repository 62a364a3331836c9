import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Answer } from '../../../api/FinopsClient';
import { StatusMark, type Mark } from '../../../states/StatusMark';
import { groupTranslationRef } from '../translation';

export type Status =
  Answer<'/v1/group/ingestion-runs'>['data'][number]['status'];

export const EXCHANGE_STATUSES = [
  'PUBLISHED',
  'LOADED',
  'RECEIVING',
  'REFUSED',
  'FAILED',
  'SUPERSEDED',
  'ABANDONED',
] as const satisfies readonly Status[];

const MARKS: Record<Status, Mark> = {
  PUBLISHED: 'good',
  LOADED: 'busy',
  RECEIVING: 'busy',
  REFUSED: 'bad',
  FAILED: 'bad',
  SUPERSEDED: 'idle',
  ABANDONED: 'idle',
};

/** What became of an exchange. */
export function ExchangeStatus({ status }: { status: Status }) {
  const { t } = useTranslationRef(groupTranslationRef);
  return (
    <StatusMark
      mark={MARKS[status]}
      label={t(`exchanges.statuses.${status}`)}
    />
  );
}
