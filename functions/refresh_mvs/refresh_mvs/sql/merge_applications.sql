-- The applications that the run's sources name: new ones, changed names and owners, retired ones and those that are back.
-- An id that several records mean bears the name of the one in use, before that of the one whose own key it is.
INSERT INTO dim_application AS d (application_id, application_label, owner, retired_at, fed_by)
SELECT DISTINCT ON (application_id) application_id, application_label, owner,
       CASE WHEN is_retired THEN transaction_timestamp() END, source
FROM fed_application(%(run_id)s)
WHERE application_id IS NOT NULL
ORDER BY application_id, is_retired, application_key = application_id DESC, source, application_key
ON CONFLICT (application_id) DO UPDATE
SET application_label = excluded.application_label,
    owner = excluded.owner,
    retired_at = CASE WHEN excluded.retired_at IS NOT NULL THEN coalesce(d.retired_at, excluded.retired_at) END,
    fed_by = excluded.fed_by
WHERE coalesce(d.fed_by, excluded.fed_by) = excluded.fed_by
  AND (d.application_label, d.owner, d.retired_at IS NULL, d.fed_by)
      IS DISTINCT FROM (excluded.application_label, excluded.owner, excluded.retired_at IS NULL, excluded.fed_by)
