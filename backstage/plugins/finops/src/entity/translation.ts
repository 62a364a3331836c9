import { createTranslationRef } from '@backstage/frontend-plugin-api';

export const entityTranslationRef = createTranslationRef({
  id: 'finops.entity',
  messages: {
    costs: 'Costs',
    all: 'All costs',
    against: 'against {{month}}',
    noBudget: 'No budget',
    missing: 'FinOps does not know which application this component is',
    missingHint:
      'Write its id in the company’s application repository into the component’s catalog-info.yaml. Its costs are here as soon as the catalog has read the file.',
    anId: 'APPLICATION-ID',
    snippet: 'What to write into catalog-info.yaml',
    copy: 'Copy',
    copied: 'Copied',
    findId: 'Find the id among all applications',
    unknown: 'FinOps has no application {{id}}',
    unknownHint:
      'The component names it in its annotation {{annotation}}. The id may be misspelled, or the application is not in the application repository yet.',
  },
  translations: { fr: () => import('./translation.fr') },
});
