-- Anomalies of the small mart, as a publication would have found them: two months are too short a history to find any.
INSERT INTO mv_anomalies_month (entity_id, period_month, pricing_view_id, application_id, cost, expected, expected_low,
                                expected_high, score, direction, history_months, explained_by)
VALUES ('acme', '2026-10-01', 'actual', 'shop', 150.000000000001, 100, 90, 110, 12.5, 'high', 12,
        '[{"productId": "ec2", "domainId": "cloud", "delta": 40.000000000001, "share": 0.8},
          {"productId": "(none)", "domainId": "weights", "delta": 10, "share": 0.2}]'),
       ('acme', '2026-10-01', 'actual', 'pay', 10, 100, 95, 105, -40, 'low', 7, '[]'),
       ('acme', '2026-10-01', 'actual', 'unallocated', 7, 0, -1, 1, 4, 'high', 12, '[]'),
       ('acme', '2026-09-01', 'actual', 'old', 30, 10, 9, 11, 20, 'high', 6, '[]'),
       ('acme', '2026-10-01', 'budget', 'new', 5, 1, 0, 2, 5, 'high', 6, '[]'),
       ('other', '2026-10-01', 'actual', 'shop', 1e9, 1, 0, 2, 5, 'high', 6, '[]');
INSERT INTO anomaly (anomaly_id, entity_id, period_month, pricing_view_id, application_id, first_seen_at, first_generation,
                     first_run_id, gone_at, acknowledged_at, acknowledged_by, comment)
SELECT md5(concat_ws(E'\n', entity_id, pricing_view_id, to_char(period_month, 'YYYY-MM'), application_id))::uuid,
       entity_id, period_month, pricing_view_id, application_id, timestamptz '2026-10-20T02:04:11Z', 7,
       uuid '11111111-1111-5111-8111-111111111111', NULL::timestamptz,
       CASE WHEN application_id = 'pay' THEN timestamptz '2026-10-21T09:00:00Z' END,
       CASE WHEN application_id = 'pay' THEN 'eve' END, CASE WHEN application_id = 'pay' THEN 'moved out' END
FROM mv_anomalies_month
UNION ALL
SELECT uuid '77777777-7777-5777-8777-777777777777', 'acme', date '2026-09-01', 'actual', 'pay', '2026-10-01T02:03:00Z', 6,
       '22222222-2222-5222-8222-222222222222', timestamptz '2026-10-20T02:04:11Z', NULL, NULL, NULL
