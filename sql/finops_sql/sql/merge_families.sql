-- Families of the file: new, changed, or back.
INSERT INTO dim_family AS f (family_id, domain_id, family_label)
SELECT family_id, domain_id, family_label FROM incoming_family
ON CONFLICT (family_id) DO UPDATE
SET domain_id = excluded.domain_id, family_label = excluded.family_label, retired_at = NULL
WHERE (f.domain_id, f.family_label, f.retired_at) IS DISTINCT FROM (excluded.domain_id, excluded.family_label, NULL)
