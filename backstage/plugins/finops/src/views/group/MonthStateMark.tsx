import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Answer } from '../../api/FinopsClient';
import { StatusMark, type Mark } from '../../states/StatusMark';
import { groupTranslationRef } from './translation';

export type MonthState = NonNullable<
  Answer<'/v1/group/entities'>['data'][number]['status']
>;

const MARKS: Record<MonthState, Mark> = {
  received: 'good',
  closed: 'good',
  partial: 'warning',
  missing: 'bad',
};

/** What came of an entity's month; null: nothing is expected of it. */
export function MonthStateMark({ state }: { state: MonthState | null }) {
  const { t } = useTranslationRef(groupTranslationRef);
  return state === null ? (
    <StatusMark mark="idle" label={t('states.none')} />
  ) : (
    <StatusMark mark={MARKS[state]} label={t(`states.${state}`)} />
  );
}
