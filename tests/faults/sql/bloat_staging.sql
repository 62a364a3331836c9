-- Makes the file of staged_releve as long as a file may be when the disk is said to be full: what was rolled back stays
-- until VACUUM.
DO $$
BEGIN
    INSERT INTO staged_releve (run_id, domain_id, period_month, environment, metric, quantity, source)
    SELECT gen_random_uuid(), 'open', '2026-10-01', 'production', 'VCPU_MONTH', n, repeat('x', 400)
    FROM generate_series(1, 40000) n;
    RAISE EXCEPTION 'rolled back on purpose';
EXCEPTION WHEN raise_exception THEN
    NULL;
END $$
