-- What stands against mapping a product: whether it is there and in use, and what the alias stands for now.
SELECT p.product_id IS NOT NULL AS is_known, p.retired_at IS NOT NULL AS is_retired, a.product_id::text AS standing
FROM (VALUES (%(product_id)s::text)) AS asked (product_id)
LEFT JOIN dim_product p ON p.product_id = asked.product_id
LEFT JOIN product_alias a ON a.source_system = %(source_system)s AND a.foreign_key = %(foreign_key)s
