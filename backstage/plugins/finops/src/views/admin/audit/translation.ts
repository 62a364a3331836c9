import { createTranslationRef } from '@backstage/frontend-plugin-api';

export const auditTranslationRef = createTranslationRef({
  id: 'finops.admin.audit',
  messages: {
    audit: 'Audit',
    filters: 'Filters of the audit log',
    at: 'When',
    actor: 'Who',
    actorHint: 'the whole name, then Enter',
    action: 'What',
    anyAction: 'everything',
    target: 'Of what',
    why: 'Reason',
    details: 'Details',
    show: 'Show',
    detailsOf: 'Show the details of {{title}}, {{time}}',
    from: 'From',
    to: 'To',
    anyMonth: 'any month',
    actions: {
      run: {
        requested: 'run requested',
        request_failed: 'request for a run not sent',
        cancelled: 'run cancelled',
      },
      period: {
        closed: 'month closed',
        reopened: 'month reopened',
      },
      domain: {
        created: 'domain created',
        updated: 'domain changed',
        enabled: 'domain enabled',
        disabled: 'domain disabled',
      },
      alias: {
        mapped: 'application key mapped',
      },
      product: {
        mapped: 'product key mapped',
        moved: 'product moved',
      },
      pricing_view: {
        written: 'pricing view written',
        retired: 'pricing view retired',
      },
      prices: {
        drafted: 'prices drafted',
        draft_deleted: 'draft of prices deleted',
        published: 'prices published',
      },
      budgets: {
        published: 'budgets published',
      },
      anomaly: {
        acknowledged: 'anomaly acknowledged',
        acknowledgement_withdrawn: 'acknowledgement withdrawn',
      },
    },
  },
  translations: { fr: () => import('./translation.fr') },
});
