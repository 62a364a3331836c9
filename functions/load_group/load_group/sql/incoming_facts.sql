-- Where a piece of facts is read: the connection's own, emptied at the end of each transaction. The bounds are those of the mart's columns.
CREATE TEMPORARY TABLE IF NOT EXISTS incoming_facts (
    domain_id          key_text NOT NULL,
    family_id          key_text,
    product_id         key_text,
    application_id     key_text NOT NULL,
    environment        key_text NOT NULL,
    consumption_type   text NOT NULL CHECK (consumption_type IN ('DIRECT', 'INDIRECT')),
    consumption_metric key_text NOT NULL,
    quantity           exact_quantity NOT NULL,
    source             key_text NOT NULL,
    ignored_1 text, ignored_2 text, ignored_3 text, ignored_4 text, ignored_5 text, ignored_6 text,
    ignored_7 text, ignored_8 text, ignored_9 text, ignored_10 text, ignored_11 text, ignored_12 text,
    ignored_13 text, ignored_14 text, ignored_15 text, ignored_16 text,
    CONSTRAINT direct_has_a_product CHECK (
        consumption_type = 'DIRECT' AND family_id IS NOT NULL AND product_id IS NOT NULL
        OR consumption_type = 'INDIRECT' AND (family_id IS NULL) = (product_id IS NULL))
) ON COMMIT DELETE ROWS
