SELECT ensure_month_partitions('2025-09-01', '2026-12-01');
INSERT INTO dim_domain (domain_id, domain_label, domain_mode, indirect_method_key, indirect_label, is_enabled,
                        available_from, ingest_function, connector)
VALUES ('open', 'Open systems', 'DIRECT', NULL, NULL, true, '2026-01-01', 'ingest_open', 'cmdb'),
       ('cloud', 'Public cloud', 'DIRECT', NULL, NULL, true, '2026-01-01', 'ingest_cloud', 'focus'),
       ('weights', 'Floor space', 'INDIRECT', 'external_coefficients', 'Square metres', true, '2026-01-01',
        'ingest_open', 'external_coefficients'),
       ('gone', 'Sold business', 'DIRECT', NULL, NULL, true, '2026-01-01', 'ingest_native', 'gitlab'),
       ('off', 'Not yet', 'DIRECT', NULL, NULL, false, '2026-01-01', 'ingest_native', 'gitlab');
INSERT INTO dim_family (family_id, domain_id, family_label)
VALUES ('servers', 'open', 'Servers'), ('storage', 'open', 'Storage'), ('compute', 'cloud', 'Compute'),
       ('sold', 'gone', 'Sold');
INSERT INTO dim_product (product_id, family_id, product_label)
VALUES ('vm', 'servers', 'Virtual machine'), ('disk', 'storage', 'Disk'), ('ec2', 'compute', 'EC2'),
       ('saas', 'sold', 'SaaS');
INSERT INTO dim_application (application_id, application_label, owner)
VALUES ('shop', 'Web shop', 'sales'), ('pay', 'Payments', 'finance'), ('old', 'Old thing', NULL),
       ('new', '=1+1', NULL), ('archive', '50% archive_', 'records'), ('idle', 'Never used', NULL);
INSERT INTO dim_metric (metric, unit, label_en, label_fr)
VALUES ('VCPU_HOURS', 'h', 'vCPU hours', 'heures vCPU'), ('GB_MONTH', 'GB', 'Storage', 'Stockage'),
       ('EFFECTIVE_COST.USD', 'USD', 'Effective cost', 'Coût effectif'), ('WEIGHT', '1', 'Weight', 'Poids'),
       ('BILLED_COST.USD', 'USD', 'Billed cost', 'Coût facturé');

INSERT INTO pricing_view (pricing_view_id, label, currency, is_default)
VALUES ('actual', 'Actual', 'EUR', true), ('budget', 'Budget', 'USD', false);
INSERT INTO pricing_view_version (pricing_view_id, version, author, reason)
VALUES ('actual', 1, 'test', 'first'), ('budget', 1, 'test', 'first');
INSERT INTO pricing_view_metric
SELECT version_id, metric FROM pricing_view_version, dim_metric WHERE metric <> 'BILLED_COST.USD';
INSERT INTO unit_price_month
SELECT version_id, month, metric, priced_by, key, CASE pricing_view_id WHEN 'actual' THEN price ELSE 2 END
FROM pricing_view_version
CROSS JOIN generate_series(date '2026-01-01', date '2026-12-01', interval '1 month') month
CROSS JOIN (VALUES ('VCPU_HOURS', 'product', 'vm', 0.0500001),
                   ('EFFECTIVE_COST.USD', 'metric', 'EFFECTIVE_COST.USD', 1.1),
                   ('WEIGHT', 'domain', 'weights', 1000)) AS prices (metric, priced_by, key, price);
UPDATE pricing_view_version SET published_at = '2026-01-01T00:00:00Z', in_force_at = '2026-01-01T00:00:00Z';

INSERT INTO etl_runs (run_id, entity_id, status, phase, trigger_type, periods, domains, requested_by, requested_at,
                      event_source, event_id, started_at, ended_at, deadline_at, generation, records_inserted)
VALUES ('22222222-2222-5222-8222-222222222222', 'acme', 'SUCCESS', 'PUBLISHED', 'MANUAL', '{2026-09-01}', '{open,cloud}',
        'adam', '2026-10-01T02:00:00Z', 's', 'e1', '2026-10-01T02:00:00Z', '2026-10-01T02:03:00Z',
        '2026-10-01T03:00:00Z', 6, 6),
       ('11111111-1111-5111-8111-111111111111', 'acme', 'SUCCESS', 'PUBLISHED', 'CRON', '{2026-10-01}', '{}', NULL,
        '2026-10-20T02:00:00Z', 's', 'e2', '2026-10-20T02:00:00.123456Z', '2026-10-20T02:04:11.5Z',
        '2026-10-20T03:00:00Z', 7, 12),
       ('33333333-3333-5333-8333-333333333333', 'acme', 'FAILED', 'STAGING', 'CRON', '{2026-10-01}', '{}', NULL,
        '2026-10-19T02:00:00Z', 's', 'e3', '2026-10-19T02:00:00Z', '2026-10-19T02:01:00Z', '2026-10-19T03:00:00Z',
        NULL, 0),
       ('99999999-9999-5999-8999-999999999999', 'other', 'SUCCESS', 'PUBLISHED', 'CRON', '{2026-11-01}', '{}', NULL,
        '2026-11-19T02:00:00Z', 's', 'e4', '2026-11-19T02:00:00Z', '2026-11-19T02:01:00Z', '2026-11-19T03:00:00Z',
        90, 1);
INSERT INTO etl_run_steps (run_id, domain_id, period_month, entity_id, ingest_function, failure_policy, status,
                           records, rows, rejects, totals, checksum, started_at, ended_at)
VALUES ('11111111-1111-5111-8111-111111111111', 'open', '2026-10-01', 'acme', 'ingest_open', 'strict', 'STAGED', 8, 6, 2,
        '{"VCPU_HOURS": {"source": "162.373456789012345678", "releves": "161.373456789012345678", "rejected": "1",
          "allocated": "161.373456789012345678", "unallocated": "0", "unmapped": "0"},
          "GB_MONTH": {"source": "9510", "releves": "9510", "rejected": "0"}}', 'abc',
        '2026-10-20T02:00:01Z', '2026-10-20T02:00:03.25Z'),
       ('11111111-1111-5111-8111-111111111111', 'cloud', '2026-10-01', 'acme', 'ingest_cloud', 'tolerant', 'MISSING', 0,
        0, 0, '{}', '', NULL, NULL);
INSERT INTO etl_rejects (run_id, entity_id, domain_id, period_month, reason, message, location, record, metric, quantity)
VALUES ('11111111-1111-5111-8111-111111111111', 'acme', 'open', '2026-10-01', 'not_a_number', 'x', 'x', '{}', NULL, NULL),
       ('11111111-1111-5111-8111-111111111111', 'acme', 'open', '2026-10-01', 'no_application', 'x', 'x', '{}',
        'VCPU_HOURS', 1);

INSERT INTO publication VALUES
    ('acme', 7, '11111111-1111-5111-8111-111111111111', '2026-10-20T02:04:11.9Z'),
    ('other', 90, '99999999-9999-5999-8999-999999999999', '2026-11-19T02:01:00Z');
INSERT INTO slice_publication (entity_id, period_month, domain_id, run_id, generation, published_at, rows, missing_since,
                               missing_reason)
VALUES ('acme', '2026-09-01', 'open', '22222222-2222-5222-8222-222222222222', 6, '2026-10-01T02:03:00Z', 4, NULL, NULL),
       ('acme', '2026-09-01', 'cloud', '22222222-2222-5222-8222-222222222222', 6, '2026-10-01T02:03:00Z', 2, NULL, NULL),
       ('acme', '2026-09-01', 'gone', '22222222-2222-5222-8222-222222222222', 6, '2026-10-01T02:03:00Z', 1, NULL, NULL),
       ('acme', '2026-10-01', 'open', '11111111-1111-5111-8111-111111111111', 7, '2026-10-20T02:04:11Z', 6, NULL, NULL),
       ('acme', '2026-10-01', 'weights', '11111111-1111-5111-8111-111111111111', 7, '2026-10-20T02:04:11Z', 2, NULL, NULL),
       ('acme', '2026-10-01', 'cloud', '22222222-2222-5222-8222-222222222222', 6, '2026-10-19T02:04:11Z', 4,
        '2026-10-20T02:01:00Z', 'the source did not answer'),
       ('acme', '2026-10-01', 'gone', NULL, NULL, NULL, 0, '2026-10-18T02:01:00Z', 'the source did not answer'),
       ('other', '2026-11-01', 'open', '99999999-9999-5999-8999-999999999999', 90, '2026-11-19T02:01:00Z', 1, NULL, NULL);
INSERT INTO period_status (entity_id, period_month, status) VALUES ('acme', '2026-08-01', 'CLOSED');
INSERT INTO fact_consumption VALUES
    ('other', '2026-10-01', 'open', 'servers', 'vm', 'shop', 'production', 1e9, 'DIRECT', 'VCPU_HOURS', 'test',
     '99999999-9999-5999-8999-999999999999', now(), 'open'),
    ('other', '2026-11-01', 'open', 'servers', 'vm', 'shop', 'production', 1e9, 'DIRECT', 'VCPU_HOURS', 'test',
     '99999999-9999-5999-8999-999999999999', now(), 'open');
