-- Map what a source calls a product; what is mapped so already is not audited again.
WITH product AS (
    SELECT product_id, product_label FROM dim_product WHERE product_id = %(product_id)s
),
before AS (
    SELECT product_id FROM product_alias WHERE source_system = %(source_system)s AND foreign_key = %(foreign_key)s
),
mapped AS (
    INSERT INTO product_alias AS a (source_system, foreign_key, product_id)
    SELECT %(source_system)s, %(foreign_key)s, product_id FROM product
    ON CONFLICT (source_system, foreign_key) DO UPDATE SET product_id = excluded.product_id
    WHERE a.product_id <> excluded.product_id
    RETURNING product_id
),
audited AS (
    INSERT INTO audit_log (entity_id, actor, action, target, reason, details)
    SELECT %(entity)s, %(actor)s, 'product.mapped', %(source_system)s || '/' || %(foreign_key)s, %(reason)s,
           jsonb_build_object('product_id', m.product_id, 'before', (SELECT product_id FROM before))
    FROM mapped m
)
SELECT json_build_object('data', json_build_object(
    'sourceSystem', %(source_system)s::text, 'foreignKey', %(foreign_key)s::text, 'productId', p.product_id,
    'productLabel', p.product_label, 'previousProductId', (SELECT product_id FROM before),
    'runAgain', %(run_again)s::json))::text AS answer
FROM product p
