import { createTranslationRef } from '@backstage/frontend-plugin-api';

export const domainTranslationRef = createTranslationRef({
  id: 'finops.domain',
  messages: {
    all: '{{cost}} in all',
    allWithout: '{{cost}} in all, of which {{unallocated}} has no application',
    mode: 'Kind of cost',
    direct: 'Measured',
    directMeaning: 'DIRECT: what each application uses, times its price',
    indirect: 'Shared out',
    indirectMeaning: 'INDIRECT: by {{method}}',
    indirectUnknown: 'INDIRECT: by a weight for each application',
    settings: 'Settings and weights',
    disabled: 'No longer loaded',
    missing: 'missing since {{day}}',
    allocatedShare: 'With an application',
    months: 'Two years by family',
    families: 'Families',
  },
  translations: { fr: () => import('./translation.fr') },
});
