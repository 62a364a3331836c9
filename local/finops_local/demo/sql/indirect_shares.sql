-- How the INDIRECT domains of a month were shared out: weights, who bears most, what nobody bears.
SELECT c.domain_id, d.indirect_label, count(*) FILTER (WHERE c.weight > 0) AS applications,
       sum(c.raw_weight) AS raw_weight, sum(c.weight) AS weight, max(c.weight) AS largest_weight,
       (SELECT a.application_label FROM fact_coefficient m JOIN dim_application a USING (application_id)
        WHERE m.period_month = c.period_month AND m.domain_id = c.domain_id
        ORDER BY m.weight DESC, m.application_id LIMIT 1) AS largest_label,
       coalesce(sum(c.weight) FILTER (WHERE c.application_id = 'unallocated'), 0) AS unallocated_weight
FROM fact_coefficient c
JOIN dim_domain d USING (domain_id)
WHERE c.period_month = %(period)s
GROUP BY c.period_month, c.domain_id, d.indirect_label ORDER BY c.domain_id
