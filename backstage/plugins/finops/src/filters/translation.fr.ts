export default {
  label: 'Filtres',
  month: 'Mois',
  previous: 'Mois précédent',
  next: 'Mois suivant',
  latest: 'Dernier',
  pricingView: 'Prix',
  environment: 'Environnement',
  allEnvironments: 'Tous les environnements',
};
