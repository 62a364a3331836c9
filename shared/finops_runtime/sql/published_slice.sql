-- How much is published of a slice.
SELECT records, rows FROM slice_publication
WHERE entity_id = %(entity_id)s AND domain_id = %(domain_id)s AND period_month = %(period_month)s AND run_id IS NOT NULL
