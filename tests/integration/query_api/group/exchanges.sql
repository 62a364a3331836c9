-- What only entities know, an exchange that was refused, one under way, and findings.
INSERT INTO dim_domain (domain_id, domain_label, domain_mode, is_enabled, available_from, ingest_function, connector)
VALUES ('east/labs', 'Labs', 'DIRECT', true, '2026-09-01', 'load_group', 'exchange');
INSERT INTO dim_family (family_id, domain_id, family_label) VALUES ('east/kit', 'east/labs', 'Kit');
INSERT INTO dim_product (product_id, family_id, product_label) VALUES ('east/robot', 'east/kit', 'Robot');
INSERT INTO dim_application (application_id, application_label, owner, fed_by) VALUES ('east/own', 'East only', NULL, 'east');
INSERT INTO group_exchange (exchange_id, entity_id, period_month, run_id, generation, contract_version, release_version,
                            status, judged_by, manifest, pieces, rows, is_closed, sent_by, begun_at, ended_at, error_code,
                            error_summary)
VALUES ('55555555-5555-5555-8555-555555555555', 'south', '2026-10-01', '55555555-5555-5555-8555-555555555556', 4, 1, 1,
        'REFUSED', 1, '{"totals": {}, "costs": {}, "missing": []}', 3, 7, false, 'machine', '2026-11-03T08:00:00Z',
        '2026-11-03T08:01:00Z', 'not_conformant', '1 blocking findings, the first: metric TAPES (extra)'),
       ('66666666-6666-5666-8666-666666666666', 'east', '2026-09-01', '66666666-6666-5666-8666-666666666667', 1, 1, 1,
        'REFUSED', 1, '{"totals": {}, "costs": {}, "missing": []}', 3, 7, false, 'machine', '2026-10-02T08:00:00Z',
        '2026-10-02T08:01:00Z', 'totals_differ', 'the rows come to 1 X, the manifest says 2: send the month again');
INSERT INTO group_exchange (exchange_id, entity_id, period_month, run_id, generation, contract_version, release_version,
                            status, manifest, pieces, rows, is_closed, sent_by, begun_at)
VALUES ('77777777-7777-5777-8777-777777777777', 'north', '2026-11-01', '77777777-7777-5777-8777-777777777778', 9, 1, 1,
        'RECEIVING', '{"totals": {}, "costs": {}, "missing": []}', 3, 7, false, 'machine', '2026-11-20T08:00:00Z');
INSERT INTO group_finding (exchange_id, entity_id, period_month, check_name, kind, key_id, severity, label, expected, found, facts)
VALUES ('55555555-5555-5555-8555-555555555555', 'south', '2026-10-01', 'extra', 'metric', 'TAPES', 'blocking', 'Tapes', NULL, 'Tapes', 3),
       ('55555555-5555-5555-8555-555555555555', 'south', '2026-10-01', 'renamed', 'domain', 'open', 'warning', 'Openness', 'Open systems', 'Openness', 5);
