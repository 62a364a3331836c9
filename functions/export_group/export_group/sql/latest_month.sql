-- The latest month of which something is published.
SELECT max(period_month) AS period_month FROM slice_publication WHERE entity_id = %(entity_id)s AND run_id IS NOT NULL
