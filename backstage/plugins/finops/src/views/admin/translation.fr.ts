export default {
  title: 'Administration',
  runs: 'Exécutions',
  domains: 'Domaines',
  keys: 'Clés inconnues',
  prices: 'Prix',
  budgets: 'Budgets',
  months: 'Mois',
  audit: 'Audit',
  forbidden: 'Cette partie n’est pas pour votre rôle',
  forbiddenFinops:
    'Les exécutions, domaines, prix, budgets, mois et l’audit sont réservés aux administrateurs FinOps (Rosetta_FinOps_Admin). Demandez ce rôle à ceux qui exploitent FinOps ici.',
  forbiddenKeys:
    'Les noms que les sources donnent aux applications et aux produits sont rattachés par ceux qui tiennent le référentiel (Rosetta_Referentiel_Admin). Demandez ce rôle à ceux qui exploitent FinOps ici.',
  leave: 'Ne rien faire',
  reason: 'Motif',
  reasonHint: 'Le journal d’audit le garde, avec votre nom.',
  required: 'obligatoire',
  optional: 'facultatif',
  toTheRun: 'Vers l’exécution concernée',
};
