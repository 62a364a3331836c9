import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** What to do about each error of a run: the runbook's words. Its codes are those of the functions. */
export const ADVICE = {
  retryable: 'read the summary, wait until what it names is well, resume',
  permanent: 'read the summary, mend what it names, resume',
  internal:
    'search the log for the run’s id, tell who maintains the function, resume with a version that mends it',
  database_unavailable:
    'see that PostgreSQL accepts connections and has some left, and that nothing holds a lock for long, resume',
  database_refused:
    'read the SQLSTATE in the summary; 42501 is a missing grant (run the migrations), 53100 a full disk; mend it, resume',
  raw_zone_unavailable:
    'see that MongoDB has a primary and room on its disk, resume',
  raw_zone_refused:
    'give the login of MONGO_URL readWrite on raw_payloads and read on the source’s collections, resume',
  landing_damaged:
    'see who writes to raw_payloads beside the functions; run the month again, from its source where that knows the past',
  broker_unavailable:
    'see that the broker answers at K_SINK; the watch sends again what the rows imply, nothing else is needed',
  source_unavailable:
    'ask who runs the source; resume when it answers, or make the domain tolerant if the others must not wait',
  source_unsettled: 'resume at an hour when the source is not being written to',
  source_incomplete:
    'ask who runs the source why its counting is late, resume when it has caught up',
  source_refused:
    'renew the secret or correct the address in the domain’s settings; try it out with `python -m <function> try`; resume',
  source_malformed:
    'read in the summary what was found; ask who runs the source, or have the connector adapted; resume',
  source_changed:
    'find out who replaced the file; run again, which lands what is there now',
  snapshot_missing:
    'leave the month out, or set the domain’s available_from later: what was not landed cannot be had any more',
  no_files: 'ask who delivers the files; resume when they are there',
  file_too_large:
    'look at the file; if it is right, raise FINOPS_FILE_MAX_MB or HTTP_MAX_ANSWER_MB, resume',
  reader_overloaded:
    'resume when nothing else is read; if it comes back, give ingest_cloud more memory',
  bad_releve:
    'tell who maintains the connector, resume with a version that mends it',
  foreign_releve:
    'tell who maintains the connector, resume with a version that mends it',
  bad_connector_config:
    'correct connector_config; `python -m <function> check` names the wrong key; resume',
  unknown_metric:
    'add the metric to dim_metric and to the pricing views that value it, or correct the settings; resume',
  no_coefficients:
    'have the coefficients of the month delivered, or set `carry`; resume',
  no_weight:
    'have the weights corrected, or the domain that they derive from; resume',
  negative_weight: 'have the weights corrected; resume',
  several_metrics:
    'correct the domain’s settings so that they give one metric; resume',
  implausible_drop:
    'ask who runs the source; if it was cut short run again, if the drop is real force it and say why',
  not_reconciled:
    'do not force anything: keep the run, tell who maintains the connector named in the step; readers keep what they have',
  period_closed:
    'leave the month out, or reopen it with a reason, the last closed one first; a dry run says what would change',
  change_refused:
    'read in the summary what stands against it; publish a corrected version or another move',
  superseded: 'nothing: the newer version is what is shown',
  domain_not_enabled_here: 'give every function the same value, resume',
  bad_request: 'correct what the summary names, ask again',
  bad_event: 'look among the dead letters for its source; it changed nothing',
  not_an_event: 'look in the log for who sent it; it changed nothing',
  deadline_passed:
    'see which step below is PLANNED and whether its function is ready; look at its dead letters; mend it, resume',
  late_step_stalled:
    'nothing at night; what came late for the closed month is compared again by the next run',
  another_run:
    'nothing: a skipped night is asked for again by the watch; ask again for a manual run',
  cancelled: 'nothing, or run its months again; what it had staged is deleted',
  missing_at_entity:
    'nothing here; the month is partial until the entity publishes the domain, which pushes it again',
  group_unavailable:
    'nothing at first: the month is sent again by itself; if it lasts, see that FINOPS_GROUP_URL and OIDC_TOKEN_URL can be reached from here',
  group_refused:
    'see that the client has the role Rosetta_Entity and the entity claim that the group expects; the month is sent again by itself',
  group_malformed:
    'see that FINOPS_GROUP_URL is load_group’s address and no proxy answers in its place; the month is sent again by itself',
  no_release:
    'ask the group for a release with this entity in it; the month is sent again by itself',
  contract_version:
    'deploy the release of export_group that the group asks for; the month is sent again by itself',
  exchange_refused:
    'read the findings (finops-export status, GET admin/exports); mend the referential, or ask the group for a release',
  month_unreadable:
    'tell who maintains export_group, with the summary; nothing was sent',
};

export const adviceTranslationRef = createTranslationRef({
  id: 'finops.admin.advice',
  messages: ADVICE,
  translations: { fr: () => import('./runbook.fr') },
});
