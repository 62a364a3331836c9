-- The open months that would be other ones if they were run again, and the domains in them: those with quantities of the key
-- that no alias knew, and of what the alias stood for until now. Of a product wherever it is, since facts keep no keys.
WITH before AS (
    SELECT a.application_id::text AS id FROM application_alias a
    WHERE %(kind)s = 'application' AND a.source_system = %(source_system)s AND a.foreign_key = %(foreign_key)s
      AND a.application_id <> %(mapped_to)s
    UNION ALL
    SELECT a.product_id::text FROM product_alias a
    WHERE %(kind)s = 'product' AND a.source_system = %(source_system)s AND a.foreign_key = %(foreign_key)s
      AND a.product_id <> %(mapped_to)s
),
open AS (
    SELECT s.period_month, s.domain_id
    FROM slice_publication s
    JOIN dim_domain d ON d.domain_id = s.domain_id AND d.is_enabled
    LEFT JOIN period_status p ON p.entity_id = s.entity_id AND p.period_month = s.period_month
    WHERE s.entity_id = %(entity)s AND s.run_id IS NOT NULL AND p.status IS DISTINCT FROM 'CLOSED'
      AND (p.status IS NOT NULL OR NOT EXISTS (
          SELECT FROM period_status l
          WHERE l.entity_id = s.entity_id AND l.status = 'CLOSED' AND l.period_month > s.period_month))
),
touched AS (
    SELECT o.period_month, o.domain_id
    FROM open o
    WHERE EXISTS (SELECT FROM unknown_key u
                  WHERE u.entity_id = %(entity)s AND u.period_month = o.period_month AND u.domain_id = o.domain_id
                    AND u.kind = %(kind)s AND u.source_system = %(source_system)s AND u.foreign_key = %(foreign_key)s)
       OR (%(kind)s = 'application' AND EXISTS (
           SELECT FROM before b
           JOIN fact_consumption f ON f.period_month = o.period_month AND f.application_id = b.id
           WHERE f.entity_id = %(entity)s AND f.step_domain_id = o.domain_id AND f.source = %(source_system)s))
       OR (%(kind)s = 'product' AND EXISTS (
           SELECT FROM before b
           JOIN mv_quantity_product_month q ON q.period_month = o.period_month AND q.product_id = b.id
           WHERE q.entity_id = %(entity)s AND q.domain_id = o.domain_id))
)
SELECT json_build_object(
    'periods', coalesce((SELECT json_agg(to_char(m, 'YYYY-MM') ORDER BY m)
                         FROM (SELECT DISTINCT period_month AS m FROM touched) months), '[]'),
    'domains', coalesce((SELECT json_agg(d ORDER BY d)
                         FROM (SELECT DISTINCT domain_id AS d FROM touched) domains), '[]'))::text AS run_again
