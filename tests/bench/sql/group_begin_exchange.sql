-- An exchange whose rows are to be staged.
INSERT INTO group_exchange (exchange_id, entity_id, period_month, run_id, generation, contract_version, release_version,
                            manifest, pieces, rows, is_closed, sent_by)
VALUES (%(exchange)s, %(entity)s, %(month)s, gen_random_uuid(), %(generation)s, 1, 1, '{}', 0, 0, false, 'bench')
