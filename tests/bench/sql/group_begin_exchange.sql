-- An exchange that says of itself what its staged rows come to.
INSERT INTO group_exchange (exchange_id, entity_id, period_month, run_id, generation, contract_version, release_version,
                            manifest, pieces, rows, is_closed, sent_by)
SELECT %(exchange)s, %(entity)s, %(month)s, gen_random_uuid(), %(generation)s, 1, 1,
       jsonb_build_object('missing', '[]'::jsonb,
           'totals', (SELECT jsonb_object_agg(t.metric, t.quantity::text)
                      FROM (SELECT consumption_metric AS metric, sum(quantity) AS quantity FROM group_staged_fact
                            WHERE exchange_id = %(exchange)s GROUP BY 1) t),
           'costs', (SELECT jsonb_object_agg(c.pricing_view_id, c.cost::text)
                     FROM (SELECT p.pricing_view_id, sum(f.quantity * p.unit_price) AS cost
                           FROM (SELECT product_id, consumption_metric, sum(quantity) AS quantity FROM group_staged_fact
                                 WHERE exchange_id = %(exchange)s GROUP BY 1, 2) f
                           JOIN group_staged_price p ON p.exchange_id = %(exchange)s AND p.priced_key = f.product_id
                                                    AND p.metric = f.consumption_metric
                           GROUP BY 1) c)),
       0, (SELECT count(*) FROM group_staged_fact WHERE exchange_id = %(exchange)s), false, 'bench'
