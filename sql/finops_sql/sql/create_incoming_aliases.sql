-- The product aliases file.
CREATE TEMP TABLE incoming_alias (
    line          integer NOT NULL,
    source_system text COLLATE "C" NOT NULL,
    foreign_key   text COLLATE "C" NOT NULL,
    product_id    text COLLATE "C" NOT NULL
) ON COMMIT DROP
