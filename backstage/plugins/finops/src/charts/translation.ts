import { createTranslationRef } from '@backstage/frontend-plugin-api';

export const chartsTranslationRef = createTranslationRef({
  id: 'finops.charts',
  messages: {
    shownAs: '{{title}}: shown as',
    chart: 'Chart',
    table: 'Table',
    month: 'Month',
    total: 'Total',
    forecast: 'Forecast',
    notPublished: 'not published',
    description:
      '{{title}}, {{from}} to {{to}}. The table has the same figures.',
  },
  translations: { fr: () => import('./translation.fr') },
});
