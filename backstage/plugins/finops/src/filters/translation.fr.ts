export default {
  label: 'Filtres',
  month: 'Mois',
  previous: 'Mois précédent',
  next: 'Mois suivant',
  latest: 'Dernier',
  pricingView: 'Prix',
  environment: 'Environnement',
  allEnvironments: 'Tous les environnements',
  against: 'Comparé à',
  previousMonth: 'Mois d’avant',
  lastYear: 'Même mois l’an dernier',
};
