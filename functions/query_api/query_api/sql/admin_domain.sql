-- One domain with its activation checklist. Evidence is the last ended run whose step had the present settings.
WITH subject AS (
    SELECT d.*, config_checksum(d) AS checksum FROM dim_domain d WHERE d.domain_id = %(domain)s
),
evidence AS (
    SELECT r.run_id, r.status, r.dry_run, r.started_at, r.error_summary, r.report
    FROM subject d
    JOIN etl_run_steps s ON s.entity_id = %(entity)s AND s.domain_id = d.domain_id AND s.config_checksum = d.checksum
    JOIN etl_runs r ON r.run_id = s.run_id
    WHERE s.status <> 'PLANNED' AND NOT s.is_late AND r.status IN ('SUCCESS', 'FAILED')
    ORDER BY r.started_at DESC, r.run_id LIMIT 1
),
steps AS (
    SELECT s.* FROM evidence e
    JOIN etl_run_steps s ON s.run_id = e.run_id AND NOT s.is_late
    JOIN subject d ON d.domain_id = s.domain_id
),
totals AS (
    SELECT s.period_month, t.key COLLATE "C" AS metric, (t.value ->> 'source')::numeric AS source,
           (t.value ->> 'allocated')::numeric AS allocated, (t.value ->> 'unallocated')::numeric AS unallocated,
           (t.value ->> 'rejected')::numeric AS rejected
    FROM steps s CROSS JOIN LATERAL jsonb_each(s.totals) t
),
prices AS (
    -- A dry run reports how each view would value it; what a real run published can be counted.
    SELECT to_date(slice ->> 'period', 'YYYY-MM') AS period_month, v ->> 'pricing_view_id' AS pricing_view_id,
           (v ->> 'version')::int AS version, (v ->> 'valued')::bigint AS valued, (v ->> 'unpriced')::bigint AS unpriced,
           (SELECT coalesce(json_agg((k ->> 'key') || ' ' || (k ->> 'metric') ORDER BY n), '[]')
            FROM jsonb_array_elements(v -> 'unpriced_keys') WITH ORDINALITY AS keys (k, n)) AS keys
    FROM evidence e
    CROSS JOIN LATERAL jsonb_array_elements(e.report -> 'slices') slice
    JOIN subject d ON d.domain_id = slice ->> 'domain_id'
    CROSS JOIN LATERAL jsonb_array_elements(coalesce(slice -> 'pricing', '[]')) v
    WHERE e.dry_run
    UNION ALL
    SELECT s.period_month, v.pricing_view_id, v.version, count(*) FILTER (WHERE m.cost IS NOT NULL OR m.unpriced_rows > 0),
           coalesce(sum(m.unpriced_rows), 0)::bigint, '[]'::json
    FROM evidence e CROSS JOIN steps s CROSS JOIN pricing_view_current v
    LEFT JOIN mv_cost_domain_month m
           ON m.entity_id = %(entity)s AND m.period_month = s.period_month AND m.pricing_view_id = v.pricing_view_id
          AND m.domain_id = s.domain_id
    WHERE NOT e.dry_run
    GROUP BY s.period_month, v.pricing_view_id, v.version
),
unpriced AS (
    SELECT string_agg(problem, ', ' ORDER BY problem) AS problems
    FROM (
        SELECT format('%%s has no price for %%s facts of %%s%%s', p.pricing_view_id, p.unpriced,
                      to_char(p.period_month, 'YYYY-MM'),
                      CASE WHEN json_array_length(p.keys) > 0 THEN ', first: ' || (p.keys ->> 0) ELSE '' END) AS problem
        FROM prices p WHERE p.unpriced > 0
        UNION ALL
        SELECT format('%%s, version %%s, is not in the run''s report: dry run again', v.pricing_view_id, v.version)
        FROM pricing_view_current v
        WHERE EXISTS (SELECT FROM steps s WHERE NOT EXISTS (
                  SELECT FROM prices p WHERE p.pricing_view_id = v.pricing_view_id AND p.version = v.version
                                         AND p.period_month = s.period_month))
        UNION ALL
        SELECT format('%%s values no metric of the domain', v.pricing_view_id)
        FROM pricing_view_current v
        WHERE v.is_default AND EXISTS (SELECT FROM steps)
          AND NOT EXISTS (SELECT FROM prices p WHERE p.pricing_view_id = v.pricing_view_id AND p.valued > 0)
        UNION ALL
        SELECT 'no pricing view is in use: publish one' WHERE NOT EXISTS (SELECT FROM pricing_view_current)
        ) found
),
unshown AS (
    SELECT string_agg(problem, ', ' ORDER BY problem) AS problems
    FROM (
        SELECT 'the domain has no label' AS problem FROM subject WHERE btrim(domain_label) = ''
        UNION ALL
        SELECT format('family %%s has no label', f.family_id)
        FROM dim_family f JOIN subject d ON d.domain_id = f.domain_id
        WHERE f.retired_at IS NULL AND btrim(f.family_label) = ''
        UNION ALL
        SELECT format('product %%s has no label', p.product_id)
        FROM dim_product p JOIN dim_family f ON f.family_id = p.family_id JOIN subject d ON d.domain_id = f.domain_id
        WHERE p.retired_at IS NULL AND btrim(p.product_label) = ''
        UNION ALL
        SELECT 'the domain has no product: everything is shown as unmapped'
        FROM subject d
        WHERE d.domain_mode = 'DIRECT'
          AND NOT EXISTS (SELECT FROM dim_family f JOIN dim_product p ON p.family_id = f.family_id
                          WHERE f.domain_id = d.domain_id AND f.retired_at IS NULL AND p.retired_at IS NULL)
        UNION ALL
        SELECT DISTINCT format('metric %%s needs a label in English and one in French', m.metric)
        FROM totals t JOIN dim_metric m ON m.metric = t.metric
        WHERE btrim(m.label_en) = '' OR btrim(m.label_fr) = ''
        UNION ALL
        SELECT format('%%s has no quality figures: dry run again', to_char(s.period_month, 'YYYY-MM'))
        FROM steps s WHERE s.status = 'STAGED' AND s.rows > 0 AND s.quality = '{}' AND s.ingest_function <> 'load_facts'
        UNION ALL
        SELECT 'no run with the present settings has ended' WHERE NOT EXISTS (SELECT FROM evidence)
        ) found
),
checks AS (
    SELECT 1 AS place, 'settings_valid' AS key, (%(settings)s::json ->> 'ok')::boolean AS ok,
           %(settings)s::json ->> 'message' AS message
    UNION ALL
    SELECT 2, 'source_answers',
           e.run_id IS NOT NULL AND x.bad IS NULL AND coalesce(x.rows, 0) > 0,
           CASE WHEN e.run_id IS NULL THEN 'no run with the present settings has ended: ask for a dry run of the domain'
                WHEN x.bad IS NOT NULL THEN x.bad
                WHEN coalesce(x.rows, 0) = 0 THEN 'the source answered, with nothing for these months'
                ELSE format('%%s records gave %%s relevés and %%s rejects', x.records, x.rows, x.rejects) END
    FROM (VALUES (1)) AS one LEFT JOIN evidence e ON true
    LEFT JOIN (
        SELECT sum(rows) AS rows, sum(records) AS records, sum(rejects) AS rejects,
               string_agg(to_char(period_month, 'YYYY-MM') || ': ' || coalesce(error, status), ', ' ORDER BY period_month)
                   FILTER (WHERE status <> 'STAGED') AS bad
        FROM steps) x ON true
    UNION ALL
    SELECT 3, 'dry_run_reconciled',
           coalesce(e.status = 'SUCCESS' AND x.wrong IS NULL AND x.metrics > 0, false),
           CASE WHEN e.run_id IS NULL THEN 'no run with the present settings has ended: ask for a dry run of the domain'
                WHEN e.status <> 'SUCCESS' THEN coalesce(e.error_summary, 'the run failed')
                WHEN x.wrong IS NOT NULL THEN 'source and facts differ: ' || x.wrong
                WHEN x.metrics = 0 THEN 'nothing was there to reconcile'
                ELSE 'every metric of every month adds up' END
    FROM (VALUES (1)) AS one LEFT JOIN evidence e ON true
    LEFT JOIN (
        SELECT count(*) AS metrics,
               string_agg(to_char(period_month, 'YYYY-MM') || ' ' || metric, ', ' ORDER BY period_month, metric)
                   FILTER (WHERE source IS DISTINCT FROM allocated + unallocated + rejected) AS wrong
        FROM totals) x ON true
    UNION ALL
    SELECT 4, 'prices_present', e.run_id IS NOT NULL AND u.problems IS NULL,
           CASE WHEN e.run_id IS NULL THEN 'no run with the present settings has ended: ask for a dry run of the domain'
                ELSE coalesce(left(u.problems, 1000), 'every pricing view in use has every price') END
    FROM unpriced u LEFT JOIN evidence e ON true
    UNION ALL
    SELECT 5, 'labels_and_quality', u.problems IS NULL,
           coalesce(left(u.problems, 1000), 'labels and quality figures are there')
    FROM unshown u
)
SELECT json_build_object(
    'meta', json_build_object(
        'generation', coalesce(p.generation, 0), 'runId', p.run_id,
        'asOf', to_char(p.published_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"')),
    'data', json_build_object(
        'domainId', d.domain_id, 'domainLabel', d.domain_label, 'domainMode', d.domain_mode,
        'indirectMethodKey', d.indirect_method_key, 'indirectLabel', d.indirect_label, 'isEnabled', d.is_enabled,
        'availableFrom', to_char(d.available_from, 'YYYY-MM'), 'failurePolicy', d.failure_policy,
        'ingestFunction', d.ingest_function, 'connector', d.connector,
        'latestPeriod', (SELECT to_char(max(s.period_month), 'YYYY-MM') FROM slice_publication s
                         WHERE s.entity_id = %(entity)s AND s.domain_id = d.domain_id AND s.run_id IS NOT NULL),
        'lastRunId', r.run_id, 'lastRunStatus', r.status, 'lastRunDryRun', r.dry_run,
        'lastRunAt', to_char(r.started_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        'connectorConfig', d.connector_config, 'connectorVersion', c.version, 'checklist', k.checklist))::text AS answer,
    k.checklist::text AS checklist,
    k.failed AS failed,
    coalesce(p.generation, 0) AS generation
FROM subject d
CROSS JOIN LATERAL (
    SELECT ARRAY(SELECT key || E'\n' || message FROM checks WHERE NOT ok ORDER BY place) AS failed,
           json_build_object(
        'ready', (SELECT bool_and(ok) FROM checks),
        'items', (SELECT json_agg(json_build_object('key', key, 'ok', ok, 'message', message) ORDER BY place) FROM checks),
        'evidence', (
            SELECT json_build_object('runId', e.run_id, 'dryRun', e.dry_run, 'status', e.status,
                'startedAt', to_char(e.started_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
                'totals', (
                    SELECT coalesce(json_agg(json_build_object('period', to_char(t.period_month, 'YYYY-MM'),
                        'metric', t.metric, 'source', t.source, 'unallocated', t.unallocated, 'rejected', t.rejected,
                        'unallocatedShare', round(t.unallocated / nullif(t.source, 0), 6),
                        'rejectedShare', round(t.rejected / nullif(t.source, 0), 6),
                        'balanced', coalesce(t.source = t.allocated + t.unallocated + t.rejected, false))
                        ORDER BY t.period_month, t.metric), '[]') FROM totals t),
                'prices', (
                    SELECT coalesce(json_agg(json_build_object('period', to_char(x.period_month, 'YYYY-MM'),
                        'pricingViewId', x.pricing_view_id, 'version', x.version, 'valued', x.valued,
                        'unpriced', x.unpriced, 'keys', x.keys)
                        ORDER BY x.period_month, x.pricing_view_id), '[]') FROM prices x))
            FROM evidence e)) AS checklist
    ) k
LEFT JOIN connector c ON c.ingest_function = d.ingest_function AND c.connector = d.connector
LEFT JOIN publication p ON p.entity_id = %(entity)s
LEFT JOIN LATERAL (
    SELECT e.run_id, e.status, e.dry_run, e.started_at
    FROM etl_run_steps s JOIN etl_runs e ON e.run_id = s.run_id
    WHERE s.entity_id = %(entity)s AND s.domain_id = d.domain_id
    ORDER BY e.started_at DESC, e.run_id LIMIT 1) r ON true
