-- Each slice that is shown: from which run, which domain's facts its weights are from (its own, unless it is derived),
-- and what it says, but for who computed it when, and where products are placed.
SELECT p.domain_id, to_char(p.period_month, 'YYYY-MM') AS period, p.run_id,
       CASE d.connector WHEN 'open_weight' THEN coalesce(d.connector_config ->> 'source_domain', 'open')
            ELSE d.domain_id END AS source_domain,
       (SELECT md5(string_agg(line, ',' ORDER BY line))
        FROM (SELECT (to_jsonb(f) - ARRAY['run_id', 'computed_at', 'domain_id', 'family_id'])::text AS line FROM fact_consumption f
              WHERE f.step_domain_id = p.domain_id AND f.period_month = p.period_month) facts) AS content
FROM slice_publication p JOIN dim_domain d USING (domain_id)
