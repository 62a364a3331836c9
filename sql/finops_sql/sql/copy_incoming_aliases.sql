-- Load the product aliases file.
COPY incoming_alias (line, source_system, foreign_key, product_id) FROM STDIN
