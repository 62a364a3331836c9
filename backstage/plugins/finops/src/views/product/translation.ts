import { createTranslationRef } from '@backstage/frontend-plugin-api';

export const productTranslationRef = createTranslationRef({
  id: 'finops.product',
  messages: {
    unitPrice: 'Unit price',
    per: '{{currency}} per {{unit}}',
    perBefore: '{{currency}} per {{unit}}, before {{price}}',
    course: '{{metric}}: two years',
    courseOf: '{{metric}}, {{domain}}: two years',
    quantityIn: 'Quantity ({{unit}})',
    price: 'Unit price ({{currency}} per {{unit}})',
    cost: 'Cost ({{currency}})',
    month: 'Month',
  },
  translations: { fr: () => import('./translation.fr') },
});
