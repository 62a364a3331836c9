-- What alerts of a group look at: the generation, who is late, what was refused.
WITH months AS (
    SELECT c.*, c.period_month >= date_trunc('month', %(today)s::date) - interval '1 month' AS is_recent
    FROM (SELECT min(first_month) AS first_month FROM group_member) m
    CROSS JOIN LATERAL group_completeness(%(now)s::timestamptz, m.first_month, %(today)s::date) c
)
SELECT g.generation, extract(epoch FROM g.published_at) AS published_at,
       (SELECT max(version) FROM group_release) AS release,
       (SELECT json_agg(json_build_object('entity', x.entity_id, 'status', x.status, 'months', x.months))
        FROM (SELECT m.entity_id, s.status, count(*) FILTER (WHERE c.status = s.status) AS months
              FROM group_member m
              CROSS JOIN unnest(ARRAY['expected', 'late', 'received', 'partial', 'closed']) AS s (status)
              LEFT JOIN months c ON c.entity_id = m.entity_id AND c.is_recent
              GROUP BY m.entity_id, s.status) x)::jsonb AS months,
       (SELECT json_agg(json_build_object('entity', x.entity_id, 'late_days', x.late_days, 'late_months', x.late_months,
                                          'refused', x.refused))
        FROM (SELECT m.entity_id,
                     coalesce(max(extract(epoch FROM %(now)s::timestamptz - c.cut_off_at) / 86400)
                              FILTER (WHERE c.status = 'late'), 0)::float AS late_days,
                     count(*) FILTER (WHERE c.status = 'late') AS late_months,
                     count(*) FILTER (WHERE c.last_status = 'REFUSED') AS refused
              FROM group_member m
              LEFT JOIN months c ON c.entity_id = m.entity_id
              GROUP BY m.entity_id) x)::jsonb AS members
FROM (SELECT coalesce(sum(generation), 0)::bigint AS generation, max(published_at) AS published_at FROM publication) g
