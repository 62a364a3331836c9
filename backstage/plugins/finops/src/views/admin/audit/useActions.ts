import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { auditTranslationRef } from './translation';

/** What the API writes into the audit log. */
const ACTIONS = [
  'run.requested',
  'run.request_failed',
  'run.cancelled',
  'period.closed',
  'period.reopened',
  'domain.created',
  'domain.updated',
  'domain.enabled',
  'domain.disabled',
  'alias.mapped',
  'product.mapped',
  'product.moved',
  'pricing_view.written',
  'pricing_view.retired',
  'prices.drafted',
  'prices.draft_deleted',
  'prices.published',
  'budgets.published',
  'anomaly.acknowledged',
  'anomaly.acknowledgement_withdrawn',
] as const;

/** Actions in words; one that is not known yet is shown as the API names it. */
export function useActions(): {
  actions: { id: string; label: string }[];
  labelOf: (action: string) => string;
} {
  const { t } = useTranslationRef(auditTranslationRef);
  const actions = ACTIONS.map(id => ({ id, label: t(`actions.${id}`) }));
  const labels = new Map<string, string>(
    actions.map(({ id, label }) => [id, label]),
  );
  return { actions, labelOf: action => labels.get(action) ?? action };
}
