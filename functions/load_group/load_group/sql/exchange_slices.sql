-- What a loaded run holds, domain by domain.
SELECT domain_id, period_month, rows FROM exchange_slices(%(run_id)s)
