-- The families file.
CREATE TEMP TABLE incoming_family (
    line         integer NOT NULL,
    family_id    text COLLATE "C" NOT NULL,
    domain_id    text COLLATE "C" NOT NULL,
    family_label text NOT NULL
) ON COMMIT DROP
