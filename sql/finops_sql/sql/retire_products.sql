-- Products that the file leaves out: retired, never removed.
UPDATE dim_product p SET retired_at = now()
WHERE p.retired_at IS NULL AND p.product_id <> 'unmapped'
  AND NOT EXISTS (SELECT FROM incoming_product i WHERE i.product_id = p.product_id)
