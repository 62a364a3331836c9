-- Until the end of the transaction. What was just staged or merged the planner takes for few rows (its statistics are of
-- the night before, and see through no view): it would look each of a month's rows up by itself, four times as slowly.
SELECT set_config('enable_nestloop', %(allowed)s, true)
