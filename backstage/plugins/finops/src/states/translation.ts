import { createTranslationRef } from '@backstage/frontend-plugin-api';

export const statesTranslationRef = createTranslationRef({
  id: 'finops.states',
  messages: {
    loading: 'Loading',
    retry: 'Try again',
    problem: {
      away: 'The FinOps API does not answer',
      awayHint:
        'What was shown before may be old. It is asked again when you try; if it stays away, tell who runs FinOps here.',
      busy: 'The FinOps API cannot answer now',
      signIn: 'You are not signed in for FinOps',
      signInHint:
        'Sign out of Backstage and in again. If that does not help, FinOps does not trust this Backstage yet.',
      forbidden: 'This is not for your role',
      forbiddenHint: 'Ask who runs FinOps here for the role that allows it.',
      missing: 'There is no such thing',
      missingHint: 'The address may be old or misspelled.',
      refused: 'The FinOps API refuses this request',
    },
    freshness: {
      published: '{{month}}, published {{time}}',
      range: '{{from}} to {{to}}, published {{time}}',
      complete: 'complete',
      incomplete: 'incomplete',
      missing: '{{domain}} is missing for {{month}} since {{time}}',
      reason: '{{text}} ({{reason}})',
      notPublished: '{{month}} is not published yet',
      nothing: 'Nothing is published yet',
      running: 'A run is under way since {{time}}',
      failed:
        'The last run failed ({{code}}); what it would have brought is not in these figures',
      older: 'The latest published month is {{month}}',
    },
    empty: {
      month: 'No run has published {{month}} yet',
      monthHint:
        'The night publishes the current month and the one before. The latest published month is {{month}}.',
      nothingHint: 'The first night publishes the first month.',
      filtered: 'Nothing matches these filters',
      filteredHint: 'Choose another month, pricing view or environment above.',
    },
  },
  translations: { fr: () => import('./translation.fr') },
});
