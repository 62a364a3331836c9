export default {
  unknown: 'inconnu',
  unpriced_one:
    '{{count}} ligne n’a pas de prix : elle n’est pas dans ce montant',
  unpriced_other:
    '{{count}} lignes n’ont pas de prix : elles ne sont pas dans ce montant',
  new: 'nouveau',
  noComparison: 'rien à comparer',
  increase: 'hausse',
  decrease: 'baisse',
  unchanged: 'inchangé',
  ofBudget: '{{percent}} de {{budget}}',
  budgetForecast: 'prévision {{percent}}',
  under: 'sous le budget',
  atRisk: 'dépassera le budget',
  over: 'au-dessus du budget',
};
