-- What a run refused, by reason, with one example of each.
SELECT domain_id, reason, count(*) AS records, min(message) AS example
FROM etl_rejects WHERE run_id = %(run_id)s
GROUP BY domain_id, reason ORDER BY domain_id, records DESC, reason
