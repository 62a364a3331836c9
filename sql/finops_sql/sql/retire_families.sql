-- Families that the file leaves out: retired, never removed.
UPDATE dim_family f SET retired_at = now()
WHERE f.retired_at IS NULL AND f.family_id <> 'unmapped'
  AND NOT EXISTS (SELECT FROM incoming_family i WHERE i.family_id = f.family_id)
