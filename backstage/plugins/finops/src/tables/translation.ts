import { createTranslationRef } from '@backstage/frontend-plugin-api';

export const tablesTranslationRef = createTranslationRef({
  id: 'finops.tables',
  messages: {
    csv: 'CSV',
    csvOf: 'Download {{title}} as CSV',
    columns: 'Columns',
    columnsOf: 'Columns of {{title}}',
    page: '{{from}} to {{to}}',
    none: 'Nothing matches',
    amountsIn: 'Amounts in {{currency}}',
  },
  translations: { fr: () => import('./translation.fr') },
});
