-- A piece that is staged by this transaction; nothing where it is there.
INSERT INTO group_piece (exchange_id, dataset, number, entity_id, rows, checksum)
VALUES (%(exchange_id)s, %(dataset)s, %(number)s, %(entity_id)s, %(rows)s, %(checksum)s)
ON CONFLICT DO NOTHING
