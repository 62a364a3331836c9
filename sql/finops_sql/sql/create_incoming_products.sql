-- The products file.
CREATE TEMP TABLE incoming_product (
    line          integer NOT NULL,
    product_id    text COLLATE "C" NOT NULL,
    family_id     text COLLATE "C" NOT NULL,
    product_label text NOT NULL
) ON COMMIT DROP
