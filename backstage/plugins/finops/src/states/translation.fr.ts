export default {
  loading: 'Chargement',
  retry: 'Réessayer',
  'problem.away': 'L’API FinOps ne répond pas',
  'problem.awayHint':
    'Ce qui était affiché peut être ancien. Réessayez ; si elle reste absente, prévenez ceux qui exploitent FinOps ici.',
  'problem.busy': 'L’API FinOps ne peut pas répondre maintenant',
  'problem.signIn': 'Vous n’êtes pas connecté à FinOps',
  'problem.signInHint':
    'Déconnectez-vous de Backstage puis reconnectez-vous. Si cela ne suffit pas, FinOps n’a pas encore confiance en ce Backstage.',
  'problem.forbidden': 'Votre rôle ne permet pas ceci',
  'problem.forbiddenHint':
    'Demandez le rôle nécessaire à ceux qui exploitent FinOps ici.',
  'problem.missing': 'Cela n’existe pas',
  'problem.missingHint': 'L’adresse est peut-être ancienne ou mal écrite.',
  'problem.refused': 'L’API FinOps refuse cette demande',
  'freshness.published': '{{month}}, publié le {{time}}',
  'freshness.range': '{{from}} à {{to}}, publié le {{time}}',
  'freshness.complete': 'complet',
  'freshness.incomplete': 'incomplet',
  'freshness.missing': '{{domain}} manque pour {{month}} depuis le {{time}}',
  'freshness.reason': '{{text}} ({{reason}})',
  'freshness.notPublished': '{{month}} n’est pas encore publié',
  'freshness.nothing': 'Rien n’est encore publié',
  'freshness.running': 'Une exécution est en cours depuis le {{time}}',
  'freshness.failed':
    'La dernière exécution a échoué ({{code}}) ; ce qu’elle aurait apporté n’est pas dans ces chiffres',
  'freshness.older': 'Le dernier mois publié est {{month}}',
  'empty.month': 'Aucune exécution n’a encore publié {{month}}',
  'empty.monthHint':
    'La nuit publie le mois en cours et le précédent. Le dernier mois publié est {{month}}.',
  'empty.nothingHint': 'La première nuit publie le premier mois.',
  'empty.filtered': 'Rien ne correspond à ces filtres',
  'empty.filteredHint':
    'Choisissez un autre mois, une autre vue de prix ou un autre environnement ci-dessus.',
};
