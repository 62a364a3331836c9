-- Beside the small mart: something of `acme` in every other table that has an entity.
SET LOCAL session_replication_role = replica;
DELETE FROM period_status;
INSERT INTO period_status VALUES
    ('acme', '2026-08-01', 'CLOSED', 'ann', '2026-09-05T09:00:00Z', 'signed'),
    ('acme', '2026-09-01', 'CLOSED', 'ann', '2026-10-05T09:00:00Z', 'signed too');
INSERT INTO late_data VALUES
    ('acme', '2026-09-01', 'open', 'VCPU_HOURS', 147.75, 150, 4, 5, '11111111-1111-5111-8111-111111111111', 'landed',
     '2026-10-20T02:00:00Z', '2026-10-20T02:00:00Z');
INSERT INTO audit_log (entity_id, at, actor, action, target, reason, details) VALUES
    ('acme', '2026-10-05T09:00:00Z', 'ann', 'close', 'period 2026-09', 'signed too', '{}');
INSERT INTO idempotency_key (entity_id, principal, key, request, claim_id, leased_until) VALUES
    ('acme', 'ann', 'k', 'r', '11111111-1111-5111-8111-111111111111', '2026-10-20T02:00:00Z');
INSERT INTO fact_pending SELECT run_id, entity_id, period_month, domain_id, family_id, product_id, application_id,
    environment, quantity, consumption_type, consumption_metric, source, computed_at, step_domain_id FROM fact_consumption
    WHERE entity_id = 'acme' LIMIT 3;
INSERT INTO fact_coefficient VALUES
    ('acme', '2026-10-01', 'weights', 'shop', 75, 0.75, 'external_coefficients', 'WEIGHT', 'test',
     '11111111-1111-5111-8111-111111111111', '2026-10-20T02:00:00Z');
INSERT INTO coefficient_pending VALUES
    ('11111111-1111-5111-8111-111111111111', 'acme', '2026-10-01', 'weights', 'shop', 75, 0.75, 'external_coefficients',
     'WEIGHT', 'test', '2026-10-20T02:00:00Z');
INSERT INTO referential_feed VALUES
    ('acme', 'cmdb', '2026-10-01', '11111111-1111-5111-8111-111111111111', '2026-10-20T02:00:00Z');
INSERT INTO unknown_key VALUES
    ('acme', '2026-10-01', 'cloud', 'focus', 'application', 'who-knows', 'EFFECTIVE_COST.USD', 5.5, 1, 1),
    ('acme', '2026-10-01', 'cloud', 'focus', 'product', 'what-knows', 'EFFECTIVE_COST.USD', 1, 1, 1);
INSERT INTO budget_version (version_id, entity_id, pricing_view_id, version, fiscal_year_start, author, reason)
    OVERRIDING SYSTEM VALUE VALUES (1, 'acme', 'actual', 1, 1, 'ben', 'the year'), (2, 'acme', 'actual', 2, 1, 'ben', 'again');
INSERT INTO budget_line
SELECT version_id, scope, scope_id, month, 1000
FROM (VALUES (1), (2)) AS versions (version_id),
     (VALUES ('entity', '*'), ('domain', 'open'), ('application', 'shop')) AS scopes (scope, scope_id),
     generate_series(date '2026-01-01', date '2026-12-01', interval '1 month') AS month;
INSERT INTO budget_crossing VALUES
    ('acme', 'actual', 2, 'domain', 'open', 'month', '2026-10-01', '2026-10-01', 1000, 1500, 7,
     '11111111-1111-5111-8111-111111111111', '2026-10-20T02:00:00Z', NULL);
INSERT INTO group_member VALUES ('acme', 'Acme', '2026-08-01', NULL, 5, '18:00', 'Europe/Paris');
INSERT INTO group_cut_off VALUES ('acme', '2026-10-01', '2026-11-20T12:00:00Z');
INSERT INTO group_mapping VALUES ('acme', 'shop', 'webshop');
INSERT INTO group_exchange (exchange_id, entity_id, period_month, run_id, generation, contract_version, manifest, pieces, rows,
                            is_closed, sent_by, begun_at, changed_at) VALUES
    ('44444444-4444-5444-8444-444444444444', 'acme', '2026-10-01', '11111111-1111-5111-8111-111111111111', 7, 1, '{}', 3, 1,
     false, 'machine', '2026-10-20T02:00:00Z', '2026-10-20T02:00:00Z');
INSERT INTO group_piece VALUES
    ('44444444-4444-5444-8444-444444444444', 'facts', 1, 'acme', 1, 'abc', '2026-10-20T02:00:00Z');
INSERT INTO group_staged_fact VALUES
    ('44444444-4444-5444-8444-444444444444', 'acme', 'open', 'servers', 'vm', 'shop', 'production', 'DIRECT', 'VCPU_HOURS', 1,
     'test');
INSERT INTO group_staged_price VALUES
    ('44444444-4444-5444-8444-444444444444', 'acme', 'actual', 'VCPU_HOURS', 'product', 'vm', 0.05);
INSERT INTO group_staged_key VALUES
    ('44444444-4444-5444-8444-444444444444', 'acme', 'product', 'vm', 'Virtual machine', 'servers', NULL, NULL, NULL, false);
INSERT INTO group_finding VALUES
    ('44444444-4444-5444-8444-444444444444', 'acme', '2026-10-01', 'renamed', 'product', 'vm', 'warning', 'VM', 'VM', 'vm', 1);
INSERT INTO exchanged_price_month VALUES ('acme', '2026-10-01', 'actual', 'VCPU_HOURS', 'product', 'vm', 0.05);
INSERT INTO group_outbox (entity_id, period_month, requested_by, wanted_since, next_attempt_at) VALUES
    ('acme', '2026-10-01', 'ann', '2026-10-20T02:00:00Z', '2026-10-20T02:00:00Z');
INSERT INTO group_reference VALUES ('acme', 1, 'abc', '{}', '2026-10-20T02:00:00Z');
