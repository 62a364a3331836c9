-- Conflicts that are over: the source is in the run and its claim is not refused any more, or an admin mapped the alias.
UPDATE alias_conflict c
SET resolved_at = transaction_timestamp()
WHERE resolved_at IS NULL
  AND (EXISTS (SELECT FROM fed_application(%(run_id)s) f WHERE f.source = c.claimed_by)
       AND NOT EXISTS (SELECT FROM alias_claim(%(run_id)s) q
                       WHERE q.outcome = 'refused' AND q.source_system = c.source_system
                         AND q.foreign_key = c.foreign_key AND q.application_id = c.claimed_application_id
                         AND q.claimed_by = c.claimed_by)
       OR EXISTS (SELECT FROM application_alias a
                  WHERE a.source_system = c.source_system AND a.foreign_key = c.foreign_key AND a.claimed_by = 'admin'))
