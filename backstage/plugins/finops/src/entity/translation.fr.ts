export default {
  costs: 'Coûts',
  all: 'Tous les coûts',
  against: 'par rapport à {{month}}',
  noBudget: 'Pas de budget',
  missing: 'FinOps ne sait pas quelle application est ce composant',
  missingHint:
    'Écrivez son identifiant du référentiel des applications dans le catalog-info.yaml du composant. Ses coûts sont ici dès que le catalogue a lu le fichier.',
  anId: 'IDENTIFIANT-APPLICATION',
  snippet: 'Ce qu’il faut écrire dans catalog-info.yaml',
  copy: 'Copier',
  copied: 'Copié',
  findId: 'Trouver l’identifiant parmi toutes les applications',
  unknown: 'FinOps n’a pas d’application {{id}}',
  unknownHint:
    'Le composant la nomme dans son annotation {{annotation}}. L’identifiant est peut-être mal écrit, ou l’application n’est pas encore dans le référentiel.',
};
