export default {
  shownAs: '{{title}} : affichage',
  chart: 'Graphique',
  table: 'Tableau',
  month: 'Mois',
  total: 'Total',
  forecast: 'Prévision',
  notPublished: 'non publié',
  description:
    '{{title}}, de {{from}} à {{to}}. Le tableau contient les mêmes chiffres.',
};
