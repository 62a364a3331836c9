-- Where a piece of prices is read: the connection's own, emptied at the end of each transaction.
CREATE TEMPORARY TABLE IF NOT EXISTS incoming_prices (
    pricing_view_id key_text NOT NULL,
    metric          key_text NOT NULL,
    priced_by       text NOT NULL CHECK (priced_by IN ('product', 'domain')),
    priced_key      key_text NOT NULL,
    unit_price      exact_price,
    ignored_1 text, ignored_2 text, ignored_3 text, ignored_4 text, ignored_5 text, ignored_6 text,
    ignored_7 text, ignored_8 text, ignored_9 text, ignored_10 text, ignored_11 text, ignored_12 text,
    ignored_13 text, ignored_14 text, ignored_15 text, ignored_16 text
) ON COMMIT DELETE ROWS
