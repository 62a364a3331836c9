-- What is not over yet: runs, published prices that are not in force, moves, and the night itself.
SELECT 'a run is under way' AS what FROM etl_runs WHERE status = 'RUNNING'
UNION ALL
SELECT 'prices are not in force' FROM pricing_view_version
WHERE published_at IS NOT NULL AND in_force_at IS NULL AND refused_at IS NULL
UNION ALL
SELECT 'a product is being moved' FROM product_placement WHERE applied_at IS NULL AND refused_at IS NULL
UNION ALL
SELECT 'the night has not run' WHERE NOT EXISTS (
    SELECT FROM etl_runs WHERE trigger_type = 'CRON' AND status IN ('SUCCESS', 'FAILED', 'CANCELLED'))
