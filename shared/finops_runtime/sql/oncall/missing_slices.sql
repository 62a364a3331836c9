-- Slices that readers are told are missing; what they see of one is as old as `shown_since`, or nothing.
SELECT domain_id, to_char(period_month, 'YYYY-MM') AS period, missing_since, missing_reason, published_at AS shown_since
FROM slice_publication
WHERE entity_id = %(entity_id)s AND missing_since IS NOT NULL
ORDER BY period_month DESC, domain_id
