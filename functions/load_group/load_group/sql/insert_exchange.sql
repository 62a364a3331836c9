-- A new exchange; nothing where it is known.
INSERT INTO group_exchange (exchange_id, entity_id, period_month, run_id, generation, contract_version, release_version, manifest,
                            pieces, rows, is_closed, sent_by)
VALUES (%(exchange_id)s, %(entity_id)s, %(period_month)s, %(run_id)s, %(generation)s, %(contract_version)s, %(release_version)s,
        %(manifest)s, %(pieces)s, %(rows)s, %(is_closed)s, %(sent_by)s)
ON CONFLICT (exchange_id) DO NOTHING
