-- What the files of a step add up to. `kind`: `releve` by keys, `rejected` as one number, `source` by currency alone,
-- `elsewhere` as the number of charges of other months.
CREATE TEMP TABLE usage (
    file INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    application_key VARCHAR,
    product_key VARCHAR,
    environment VARCHAR,
    currency VARCHAR,
    records BIGINT NOT NULL,
    quantity_1 DECIMAL(38, 18),
    quantity_2 DECIMAL(38, 18),
    quantity_3 DECIMAL(38, 18),
    quantity_4 DECIMAL(38, 18)
)
