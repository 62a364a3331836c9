-- Load the products file.
COPY incoming_product (line, product_id, family_id, product_label) FROM STDIN
