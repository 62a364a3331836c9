import { createTranslationRef } from '@backstage/frontend-plugin-api';

export const domainTranslationRef = createTranslationRef({
  id: 'finops.domain',
  messages: {
    all: '{{cost}} in all',
    unallocated: '{{cost}} has no application',
    unpriced_one: '{{count}} line has no price',
    unpriced_other: '{{count}} lines have no price',
    mode: 'Kind of cost',
    direct: 'Measured: what each application uses, times its price',
    indirect: 'Shared out, by a weight for each application',
    indirectBy: 'Shared out, by: {{method}}',
    settings: 'Settings and weights',
    disabled: 'No longer loaded',
    missing: 'missing since {{day}}',
    allocatedShare: 'With an application',
    months: 'Two years by family',
    monthsOfAll: 'Two years',
    families: 'Families',
  },
  translations: { fr: () => import('./translation.fr') },
});
