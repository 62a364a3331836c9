-- Products.
COPY dim_product (product_id, family_id, product_label) FROM STDIN
