-- What its staged rows come to, as a manifest says it.
UPDATE group_exchange
SET rows = (SELECT count(*) FROM group_staged_fact WHERE exchange_id = %(exchange)s),
    manifest = jsonb_build_object('missing', '[]'::jsonb,
           'totals', (SELECT jsonb_object_agg(t.metric, t.quantity::text)
                      FROM (SELECT consumption_metric AS metric, sum(quantity) AS quantity FROM group_staged_fact
                            WHERE exchange_id = %(exchange)s GROUP BY 1) t),
           'costs', (SELECT jsonb_object_agg(c.pricing_view_id, c.cost::text)
                     FROM (SELECT p.pricing_view_id, sum(f.quantity * p.unit_price) AS cost
                           FROM (SELECT product_id, consumption_metric, sum(quantity) AS quantity FROM group_staged_fact
                                 WHERE exchange_id = %(exchange)s GROUP BY 1, 2) f
                           JOIN group_staged_price p ON p.exchange_id = %(exchange)s AND p.priced_key = f.product_id
                                                    AND p.metric = f.consumption_metric
                           GROUP BY 1) c))
WHERE exchange_id = %(exchange)s
