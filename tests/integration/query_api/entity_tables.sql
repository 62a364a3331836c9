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
