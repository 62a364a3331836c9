export default {
  title: 'FinOps',
  dashboard: 'Tableau de bord',
  domains: 'Domaines',
  applications: 'Applications',
  rankings: 'Classements',
  history: 'Historique',
  group: 'Groupe',
  admin: 'Administration',
  notFound: 'Cette page n’existe pas',
  notFoundHint:
    'L’adresse est peut-être ancienne ou mal écrite. Le tableau de bord mène partout.',
};
