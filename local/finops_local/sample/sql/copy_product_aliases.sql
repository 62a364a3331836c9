-- What each source calls a product.
COPY product_alias (source_system, foreign_key, product_id) FROM STDIN
