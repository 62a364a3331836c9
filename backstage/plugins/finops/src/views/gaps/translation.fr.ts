export default {
  title: 'Pas encore expliqué',
  'applications.title': 'Sans application',
  'applications.meaning':
    'Ces quantités portent une clé qu’aucune application ne connaît, ou aucune clé. Elles sont dans les totaux, comme « unallocated », et dans les coûts de personne.',
  'applications.todo':
    'Un administrateur du référentiel associe une clé une fois pour toutes ; dès l’exécution suivante elle compte pour son application.',
  'applications.sum': '{{amount}} sans application',
  'applications.allocated': '{{share}} du coût du mois en a une',
  'applications.none': 'Chaque quantité de ce mois a son application.',
  'products.title': 'Sans produit',
  'products.meaning':
    'Ces quantités portent une clé qu’aucun produit ne connaît. Elles n’ont pas de prix propre et sont affichées comme « unmapped ».',
  'products.todo':
    'Un administrateur du référentiel associe la clé à un produit.',
  'products.none': 'Chaque quantité de ce mois a son produit.',
  'prices.title': 'Sans prix',
  'prices.meaning':
    'Ce qui est consommé ici est connu, ce que cela coûte ne l’est pas : la vue de prix n’a pas de prix pour cela. Ce n’est dans aucun total, et ce dont cela fait partie est marqué.',
  'prices.todo':
    'Un administrateur ajoute le prix au brouillon de la vue de prix et le publie ; les mois sont alors valorisés à nouveau.',
  'prices.sum_one': '{{count}} ligne sans prix',
  'prices.sum_other': '{{count}} lignes sans prix',
  'prices.none': 'Tout ce mois a un prix.',
  toKeys: 'Associer des clés',
  toPrices: 'Aller aux prix',
  allEnvironments: 'Tous environnements confondus.',
  byMetric: 'Par domaine et mesure',
  byProduct: 'Par produit et environnement',
  domain: 'Domaine',
  metric: 'Mesure',
  quantity: 'Quantité',
  without: 'Sans',
  share: 'Part sans',
  keys: 'Plus grandes clés',
  noKey: 'sans aucune clé',
  others_one: '{{count}} autre clé',
  others_other: '{{count}} autres clés',
  product: 'Produit',
  environment: 'Environnement',
  lines: 'Lignes',
  unallocatedQuantity: 'Aussi sans application',
};
