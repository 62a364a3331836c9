-- Aliases of the file that are new.
INSERT INTO product_alias (source_system, foreign_key, product_id)
SELECT source_system, foreign_key, product_id FROM incoming_alias
ON CONFLICT (source_system, foreign_key) DO NOTHING
