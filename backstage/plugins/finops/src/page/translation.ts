import { createTranslationRef } from '@backstage/frontend-plugin-api';

export const pageTranslationRef = createTranslationRef({
  id: 'finops.page',
  messages: {
    title: 'FinOps',
    dashboard: 'Dashboard',
    domains: 'Domains',
    applications: 'Applications',
    rankings: 'Rankings',
    history: 'History',
    group: 'Group',
    admin: 'Admin',
    notFound: 'There is no such page',
    notFoundHint:
      'The address may be old or misspelled. The dashboard leads everywhere.',
  },
  translations: { fr: () => import('./translation.fr') },
});
