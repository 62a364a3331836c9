-- Weights: each raw weight's part of their sum, cut at 18 decimals towards zero; the last application that has one, in the
-- order of application_id, takes the remainder, so that they add up to exactly 1. div() is exact, `/` would round.
-- Joined by where the rows are: nobody else writes rows of this run, and statistics may still say that there are none.
WITH parts AS (
    SELECT ctid AS place, domain_id, period_month, application_id, raw_weight,
           div(raw_weight * 1e18, sum(raw_weight) OVER slice) * 0.000000000000000001 AS part,
           max(application_id::text COLLATE "C") FILTER (WHERE raw_weight > 0) OVER slice AS last_id
    FROM coefficient_pending
    WHERE run_id = %(run_id)s
    WINDOW slice AS (PARTITION BY period_month, domain_id)
), remainders AS (
    SELECT *, 1 - sum(part) OVER (PARTITION BY period_month, domain_id) AS remainder FROM parts
)
UPDATE coefficient_pending c
SET weight = trim_scale(CASE WHEN r.application_id = r.last_id THEN r.part + r.remainder ELSE r.part END)
FROM remainders r
WHERE c.ctid = r.place
