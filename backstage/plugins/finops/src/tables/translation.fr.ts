export default {
  csv: 'CSV',
  csvOf: 'Télécharger {{title}} en CSV',
  columns: 'Colonnes',
  columnsOf: 'Colonnes de {{title}}',
  page: '{{from}} à {{to}}',
  none: 'Rien ne correspond',
  amountsIn: 'Montants en {{currency}}',
};
