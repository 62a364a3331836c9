-- What should be gone once everything has come to rest.
SELECT 'run ' || run_id || ' is ' || status AS what FROM etl_runs WHERE status = 'RUNNING'
UNION ALL
SELECT 'pending facts of run ' || run_id FROM fact_pending
WHERE run_id NOT IN (SELECT run_id FROM etl_runs WHERE status = 'FAILED') GROUP BY run_id
UNION ALL
SELECT 'pending prices of run ' || run_id FROM exchanged_price_pending
WHERE run_id NOT IN (SELECT run_id FROM etl_runs WHERE status = 'FAILED') GROUP BY run_id
UNION ALL
SELECT 'staged rows of exchange ' || exchange_id || ' of ' || entity_id
FROM (SELECT exchange_id, entity_id FROM group_staged_fact
      UNION SELECT exchange_id, entity_id FROM group_staged_price
      UNION SELECT exchange_id, entity_id FROM group_staged_key
      UNION SELECT exchange_id, entity_id FROM group_piece) s
WHERE NOT EXISTS (SELECT FROM group_exchange x
                  WHERE x.exchange_id = s.exchange_id AND x.entity_id = s.entity_id AND x.status = 'RECEIVING')
UNION ALL
SELECT 'two runs publish exchange ' || event_id FROM etl_runs WHERE status = 'SUCCESS' AND trigger_type = 'GROUP'
GROUP BY event_id HAVING count(*) > 1
