import { createTranslationRef } from '@backstage/frontend-plugin-api';

export const adminTranslationRef = createTranslationRef({
  id: 'finops.admin',
  messages: {
    title: 'Administration',
    runs: 'Runs',
    domains: 'Domains',
    keys: 'Unknown keys',
    prices: 'Prices',
    budgets: 'Budgets',
    months: 'Months',
    audit: 'Audit',
    forbidden: 'This part is not for your role',
    forbiddenFinops:
      'Runs, domains, prices, budgets, months and the audit are for FinOps admins (Rosetta_FinOps_Admin). Ask who runs FinOps here for the role.',
    forbiddenKeys:
      'What sources call applications and products is mapped by those who keep the referential (Rosetta_Referentiel_Admin). Ask who runs FinOps here for the role.',
    leave: 'Leave it',
    reason: 'Reason',
    reasonHint: 'The audit log keeps it, with your name.',
    required: 'required',
    optional: 'optional',
    toTheRun: 'To the run that this is about',
  },
  translations: { fr: () => import('./translation.fr') },
});
