-- For whom this transaction works: row-level security shows and takes rows of this entity alone.
SELECT set_config('finops.entity', %(entity)s, true)
