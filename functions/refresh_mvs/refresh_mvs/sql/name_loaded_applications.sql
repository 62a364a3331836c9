-- Applications that the facts name although their keys were mapped elsewhere since: without a row nobody would see them.
INSERT INTO dim_application (application_id, application_label, owner, fed_by)
SELECT DISTINCT ON (s.application_key) s.application_key, s.application_label, s.owner, s.source
FROM staged_application s
WHERE s.run_id = %(run_id)s
  AND s.application_key IN (SELECT application_id FROM fact_pending WHERE run_id = %(run_id)s)
ORDER BY s.application_key, s.period_month DESC, s.domain_id
ON CONFLICT (application_id) DO NOTHING
