import { createTranslationRef } from '@backstage/frontend-plugin-api';

export const figuresTranslationRef = createTranslationRef({
  id: 'finops.figures',
  messages: {
    unknown: 'unknown',
    unpriced_one: '{{count}} line has no price: it is not in this amount',
    unpriced_other:
      '{{count}} lines have no price: they are not in this amount',
    new: 'new',
    noComparison: 'nothing to compare with',
    increase: 'up',
    decrease: 'down',
    unchanged: 'unchanged',
    ofBudget: '{{percent}} of {{budget}}',
    budgetForecast: 'forecast {{percent}}',
    under: 'under budget',
    atRisk: 'will be over budget',
    over: 'over budget',
  },
  translations: { fr: () => import('./translation.fr') },
});
