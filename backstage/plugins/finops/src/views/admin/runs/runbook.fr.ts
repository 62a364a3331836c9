export default {
  retryable:
    'lire le résumé, attendre que ce qu’il nomme aille bien, reprendre',
  permanent: 'lire le résumé, corriger ce qu’il nomme, reprendre',
  internal:
    'chercher l’identifiant de l’exécution dans le journal, prévenir ceux qui maintiennent la fonction, reprendre avec une version corrigée',
  database_unavailable:
    'vérifier que PostgreSQL accepte des connexions et en a de libres, et que rien ne tient un verrou longtemps, reprendre',
  database_refused:
    'lire le SQLSTATE du résumé ; 42501 est un droit manquant (lancer les migrations), 53100 un disque plein ; corriger, reprendre',
  raw_zone_unavailable:
    'vérifier que MongoDB a un primaire et de la place sur son disque, reprendre',
  raw_zone_refused:
    'donner au compte de MONGO_URL readWrite sur raw_payloads et read sur les collections de la source, reprendre',
  landing_damaged:
    'chercher qui écrit dans raw_payloads en dehors des fonctions ; relancer le mois, depuis sa source si elle connaît le passé',
  broker_unavailable:
    'vérifier que le broker répond à K_SINK ; la veille renvoie ce que les lignes impliquent, rien d’autre n’est nécessaire',
  source_unavailable:
    'demander à ceux qui exploitent la source ; reprendre quand elle répond, ou rendre le domaine tolérant si les autres ne doivent pas attendre',
  source_unsettled: 'reprendre à une heure où rien n’est écrit dans la source',
  source_incomplete:
    'demander à ceux qui exploitent la source pourquoi son décompte tarde, reprendre quand il est à jour',
  source_refused:
    'renouveler le secret ou corriger l’adresse dans les réglages du domaine ; essayer avec `python -m <function> try` ; reprendre',
  source_malformed:
    'lire dans le résumé ce qui a été trouvé ; demander à ceux qui exploitent la source, ou faire adapter le connecteur ; reprendre',
  source_changed:
    'trouver qui a remplacé le fichier ; relancer, ce qui dépose ce qui s’y trouve maintenant',
  snapshot_missing:
    'laisser le mois de côté, ou mettre available_from du domaine plus tard : ce qui n’a pas été déposé ne peut plus être obtenu',
  no_files:
    'demander à ceux qui livrent les fichiers ; reprendre quand ils sont là',
  file_too_large:
    'regarder le fichier ; s’il est juste, augmenter FINOPS_FILE_MAX_MB ou HTTP_MAX_ANSWER_MB, reprendre',
  reader_overloaded:
    'reprendre quand rien d’autre n’est lu ; si cela revient, donner plus de mémoire à ingest_cloud',
  bad_releve:
    'prévenir ceux qui maintiennent le connecteur, reprendre avec une version corrigée',
  foreign_releve:
    'prévenir ceux qui maintiennent le connecteur, reprendre avec une version corrigée',
  bad_connector_config:
    'corriger connector_config ; `python -m <function> check` nomme la clé fausse ; reprendre',
  unknown_metric:
    'ajouter la métrique à dim_metric et aux vues de prix qui la valorisent, ou corriger les réglages ; reprendre',
  no_coefficients:
    'faire livrer les coefficients du mois, ou régler `carry` ; reprendre',
  no_weight:
    'faire corriger les poids, ou le domaine dont ils dérivent ; reprendre',
  negative_weight: 'faire corriger les poids ; reprendre',
  several_metrics:
    'corriger les réglages du domaine pour qu’ils ne donnent qu’une métrique ; reprendre',
  implausible_drop:
    'demander à ceux qui exploitent la source ; si l’export a été tronqué relancer, si la baisse est réelle forcer et dire pourquoi',
  not_reconciled:
    'ne rien forcer : garder l’exécution, prévenir ceux qui maintiennent le connecteur nommé dans l’étape ; les lecteurs gardent ce qu’ils ont',
  period_closed:
    'laisser le mois de côté, ou le rouvrir avec un motif, le dernier clos d’abord ; un essai à blanc dit ce qui changerait',
  change_refused:
    'lire dans le résumé ce qui s’y oppose ; publier une version corrigée ou un autre déplacement',
  superseded: 'rien : la version plus récente est celle qui est affichée',
  domain_not_enabled_here: 'donner la même valeur à chaque fonction, reprendre',
  bad_request: 'corriger ce que le résumé nomme, demander à nouveau',
  bad_event: 'chercher sa source parmi les messages morts ; il n’a rien changé',
  not_an_event: 'chercher dans le journal qui l’a envoyé ; il n’a rien changé',
  deadline_passed:
    'regarder ci-dessous quelle étape est prévue et si sa fonction est prête ; regarder ses messages morts ; corriger, reprendre',
  late_step_stalled:
    'rien la nuit ; ce qui est arrivé tard pour le mois clos est comparé à nouveau par la prochaine exécution',
  another_run:
    'rien : une nuit sautée est redemandée par la veille ; une exécution manuelle se redemande',
  cancelled:
    'rien, ou relancer ses mois ; ce qu’elle avait préparé est supprimé',
  missing_at_entity:
    'rien ici ; le mois est partiel jusqu’à ce que l’entité publie le domaine, ce qui l’envoie de nouveau',
  group_unavailable:
    'rien d’abord : le mois est renvoyé de lui-même ; si cela dure, vérifier que FINOPS_GROUP_URL et OIDC_TOKEN_URL sont joignables d’ici',
  group_refused:
    'vérifier que le client a le rôle Rosetta_Entity et la revendication d’entité que le groupe attend ; le mois est renvoyé de lui-même',
  group_malformed:
    'vérifier que FINOPS_GROUP_URL est l’adresse de load_group et qu’aucun proxy ne répond à sa place ; le mois est renvoyé de lui-même',
  no_release:
    'demander au groupe une version de son référentiel qui nomme cette entité ; le mois est renvoyé de lui-même',
  contract_version:
    'déployer la version d’export_group que le groupe demande ; le mois est renvoyé de lui-même',
  exchange_refused:
    'lire les constats (finops-export status, GET admin/exports) ; corriger le référentiel, ou demander au groupe une nouvelle version du sien',
  month_unreadable:
    'prévenir qui maintient export_group, avec le résumé ; rien n’a été envoyé',
};
