-- Where a piece of keys is read: the connection's own, emptied at the end of each transaction.
CREATE TEMPORARY TABLE IF NOT EXISTS incoming_keys (
    kind       text NOT NULL CHECK (kind IN ('domain', 'family', 'product', 'application', 'metric', 'pricing_view')),
    key_id     key_text NOT NULL,
    label      text NOT NULL CHECK (length(label) BETWEEN 1 AND 500),
    parent_id  key_text,
    mode       text CHECK (mode IN ('DIRECT', 'INDIRECT')),
    detail     text CHECK (length(detail) <= 500),
    version    integer,
    is_retired boolean NOT NULL,
    ignored_1 text, ignored_2 text, ignored_3 text, ignored_4 text, ignored_5 text, ignored_6 text,
    ignored_7 text, ignored_8 text, ignored_9 text, ignored_10 text, ignored_11 text, ignored_12 text,
    ignored_13 text, ignored_14 text, ignored_15 text, ignored_16 text,
    CONSTRAINT domain_has_a_mode CHECK (kind <> 'domain' OR mode IS NOT NULL),
    CONSTRAINT child_has_a_parent CHECK (kind NOT IN ('family', 'product') OR parent_id IS NOT NULL OR key_id = 'unmapped')
) ON COMMIT DELETE ROWS
