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
    effects: {
      title: 'Why it changed',
      quantityEffect: 'Quantity',
      quantityEffectMeaning: 'more or less was used',
      priceEffect: 'Price',
      priceEffectMeaning: 'each unit costs more or less',
      otherEffect: 'Cannot be split',
      otherEffectMeaning: 'no price, or not published, in one of the months',
      unknown: 'Nothing here has a price in both months.',
      nothing: 'There is no published month to compare with.',
    },
  },
  translations: { fr: () => import('./translation.fr') },
});
