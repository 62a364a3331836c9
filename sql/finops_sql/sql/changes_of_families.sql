-- What taking the families file changes, a row each.
SELECT CASE WHEN f.family_id IS NULL THEN 'new' WHEN f.retired_at IS NOT NULL THEN 'back'
            WHEN f.domain_id <> i.domain_id THEN 'moved' ELSE 'renamed' END AS change,
       i.family_id AS id, f.family_label AS label_before, i.family_label AS label_after,
       f.domain_id AS parent_before, i.domain_id AS parent_after
FROM incoming_family i LEFT JOIN dim_family f USING (family_id)
WHERE f.family_id IS NULL OR f.retired_at IS NOT NULL
   OR (f.domain_id, f.family_label) IS DISTINCT FROM (i.domain_id, i.family_label)
UNION ALL
SELECT 'retired', f.family_id, f.family_label, NULL, f.domain_id, NULL
FROM dim_family f
WHERE f.retired_at IS NULL AND f.family_id <> 'unmapped'
  AND NOT EXISTS (SELECT FROM incoming_family i WHERE i.family_id = f.family_id)
ORDER BY 1, 2
