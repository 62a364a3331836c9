-- What every cost answer of the API begins with.
-- depends: 0006_pre_month_partitions

CREATE FUNCTION reading_scope(for_entity text, asked_first date, asked_last date, months integer, asked_view text)
RETURNS TABLE (first_month date, last_month date, previous_first date, pricing_view_id text, currency text,
               generation bigint, run_id uuid, as_of timestamptz, published boolean, missing json, comparable boolean)
LANGUAGE sql STABLE AS $$
WITH latest AS (
    SELECT max(period_month) AS month FROM slice_publication
    WHERE entity_id = for_entity AND run_id IS NOT NULL
),
asked AS (
    SELECT coalesce(asked_first, (month - make_interval(months => months - 1))::date) AS first_month,
           coalesce(asked_last, month) AS last_month
    FROM latest
)
SELECT a.first_month, a.last_month, before.first_month, v.pricing_view_id, v.currency, coalesce(p.generation, 0),
       CASE WHEN a.first_month = a.last_month THEN s.run_id ELSE p.run_id END,
       CASE WHEN a.first_month = a.last_month THEN s.published_at ELSE p.published_at END,
       s.published, s.missing, s.published AND before.published
FROM asked a
LEFT JOIN publication p ON p.entity_id = for_entity
LEFT JOIN pricing_view_current v
       ON CASE WHEN asked_view IS NULL THEN v.is_default ELSE v.pricing_view_id = asked_view END
CROSS JOIN LATERAL (
    SELECT count(x.run_id) > 0 AS published,
           (array_agg(x.run_id ORDER BY x.generation DESC NULLS LAST, x.published_at DESC NULLS LAST))[1] AS run_id,
           max(x.published_at) AS published_at,
           json_agg(json_build_object('domainId', x.domain_id, 'domainLabel', d.domain_label,
                                      'period', to_char(x.period_month, 'YYYY-MM'),
                                      'since', to_char(x.missing_since, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
                                      'reason', x.missing_reason)
                    ORDER BY x.period_month, x.domain_id) FILTER (WHERE x.missing_since IS NOT NULL) AS missing
    FROM slice_publication x JOIN dim_domain d ON d.domain_id = x.domain_id
    WHERE x.entity_id = for_entity AND x.period_month BETWEEN a.first_month AND a.last_month) s
CROSS JOIN LATERAL (
    SELECT b.first_month, EXISTS (SELECT FROM slice_publication x
                                  WHERE x.entity_id = for_entity AND x.run_id IS NOT NULL
                                    AND x.period_month >= b.first_month AND x.period_month < a.first_month) AS published
    FROM (SELECT (a.first_month - age(a.last_month, a.first_month) - interval '1 month')::date AS first_month) b
    ) before
$$;
COMMENT ON FUNCTION reading_scope IS
    'Which months are meant (NULL: the last published ones), in which pricing view (NULL: the default), and how fresh and
complete they are. Always one row; pricing_view_id is NULL for an unknown view.';

REVOKE ALL ON FUNCTION reading_scope FROM public;
