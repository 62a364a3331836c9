import { createTranslationRef } from '@backstage/frontend-plugin-api';

export const filtersTranslationRef = createTranslationRef({
  id: 'finops.filters',
  messages: {
    label: 'Filters',
    month: 'Month',
    previous: 'Previous month',
    next: 'Next month',
    latest: 'Latest',
    pricingView: 'Prices',
    environment: 'Environment',
    allEnvironments: 'All environments',
    against: 'Compared with',
    previousMonth: 'The month before',
    lastYear: 'Same month last year',
  },
  translations: { fr: () => import('./translation.fr') },
});
