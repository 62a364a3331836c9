-- A label that is not the official one.
UPDATE dim_product SET product_label = product_label || ' of ' || %(label)s::text WHERE product_id = 'linux-server'
