-- What was staged of closed months is compared, and goes no further: no fact, weight, application or unknown key comes of it.
WITH late AS (
    SELECT domain_id, period_month FROM etl_run_steps WHERE run_id = %(run_id)s AND is_late
), aliases AS (
    DELETE FROM staged_application_alias s USING late l
    WHERE s.run_id = %(run_id)s AND s.domain_id = l.domain_id AND s.period_month = l.period_month
), applications AS (
    DELETE FROM staged_application s USING late l
    WHERE s.run_id = %(run_id)s AND s.domain_id = l.domain_id AND s.period_month = l.period_month
)
DELETE FROM staged_releve s USING late l
WHERE s.run_id = %(run_id)s AND s.domain_id = l.domain_id AND s.period_month = l.period_month
