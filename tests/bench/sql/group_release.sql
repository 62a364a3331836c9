-- A release of 20 domains, 30 families, 50 products, and so many entities, applications of each and pricing views.
-- One application in ten is the same in every entity.
INSERT INTO group_release (version, document, checksum, published_by, reason)
SELECT 1, jsonb_build_object(
    'entities', (SELECT jsonb_agg(jsonb_build_object('entity_id', 'entity-' || to_char(e, 'FM00'), 'label', 'Entity ' || e,
                     'first_month', %(first_month)s::text,
                     'cut_off', jsonb_build_object('days', 5, 'at', '18:00:00', 'timezone', 'Europe/Paris', 'exceptions', '{}'::jsonb)))
                 FROM generate_series(1, %(entities)s::int) e),
    'metrics', (SELECT jsonb_agg(jsonb_build_object('metric', m, 'unit', m, 'label_en', m, 'label_fr', m, 'is_retired', false))
                FROM unnest(ARRAY['VCPU', 'GIB', 'HOUR', 'CALL', 'EFFECTIVE_COST.EUR']) m),
    'domains', (SELECT jsonb_agg(jsonb_build_object('domain_id', 'domain-' || to_char(d, 'FM00'), 'label', 'Domain ' || d,
                    'mode', 'DIRECT', 'is_retired', false)) FROM generate_series(0, 19) d),
    'families', (SELECT jsonb_agg(jsonb_build_object('family_id', 'family-' || to_char(f, 'FM00'),
                     'domain_id', 'domain-' || to_char(mod(f, 20), 'FM00'), 'label', 'Family ' || f, 'is_retired', false))
                 FROM generate_series(0, 29) f),
    'products', (SELECT jsonb_agg(jsonb_build_object('product_id', 'product-' || to_char(p, 'FM00'),
                     'family_id', 'family-' || to_char(mod(p, 30), 'FM00'), 'label', 'Product ' || p, 'is_retired', false))
                 FROM generate_series(0, 49) p),
    'pricing_views', (SELECT jsonb_agg(jsonb_build_object('pricing_view_id', 'view-' || v, 'label', 'View ' || v, 'currency', 'EUR',
                          'metrics', '["VCPU", "GIB", "HOUR", "CALL", "EFFECTIVE_COST.EUR"]'::jsonb,
                          'is_default', v = 1, 'is_retired', false)) FROM generate_series(1, %(views)s::int) v),
    'applications', (SELECT jsonb_agg(jsonb_build_object('application_id', format('group-%%s-%%s', e, a), 'label', format('App %%s of %%s', a, e),
                         'is_retired', false)) FROM generate_series(1, %(entities)s::int) e, generate_series(0, %(applications)s::int - 1) a),
    'mapping', (SELECT jsonb_agg(jsonb_build_object('entity_id', 'entity-' || to_char(e, 'FM00'), 'application_id', 'app-' || a,
                    'group_application_id', format('group-%%s-%%s', CASE WHEN mod(a, 10) = 0 THEN 1 ELSE e END, a)))
                FROM generate_series(1, %(entities)s::int) e, generate_series(0, %(applications)s::int - 1) a),
    'rules', '[]'::jsonb), 'bench', 'bench', 'bench'
