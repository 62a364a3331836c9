import { createTranslationRef } from '@backstage/frontend-plugin-api';

export const familyTranslationRef = createTranslationRef({
  id: 'finops.family',
  messages: {
    months: 'Two years by product',
    products: 'Products',
  },
  translations: { fr: () => import('./translation.fr') },
});
