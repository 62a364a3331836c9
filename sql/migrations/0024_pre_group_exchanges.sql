-- The group: what entities push, what the group holds official, how complete its months are; and an entity's outbox.
-- depends: 0023_pre_resumed_runs_and_retention

-- Whatever the release before writes is still allowed: these let more in. Both tables are small.
-- squawk-ignore ban-drop-constraint
ALTER TABLE etl_runs DROP CONSTRAINT etl_runs_trigger_type_check;
ALTER TABLE etl_runs ADD CONSTRAINT etl_runs_trigger_type_check
    CHECK (trigger_type IN ('CRON', 'MANUAL', 'PRICES', 'GROUP')) NOT VALID;
ALTER TABLE etl_runs VALIDATE CONSTRAINT etl_runs_trigger_type_check;
-- squawk-ignore ban-drop-constraint
ALTER TABLE dim_domain DROP CONSTRAINT dim_domain_ingest_function_check;
ALTER TABLE dim_domain ADD CONSTRAINT dim_domain_ingest_function_check
    CHECK (ingest_function IN ('ingest_open', 'ingest_cloud', 'ingest_native', 'load_facts', 'load_group')) NOT VALID;
ALTER TABLE dim_domain VALIDATE CONSTRAINT dim_domain_ingest_function_check;

-- One entity's month is replaced among those of thirty. ONLY: months that are there keep the indexes they have, so that nobody
-- waits; each later month gets this one when it is attached, and a group's mart has no earlier ones.
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX fact_consumption_by_entity ON ONLY fact_consumption (entity_id, period_month, domain_id);

-- What the group holds official.

CREATE TABLE group_release (
    version      integer PRIMARY KEY CHECK (version > 0),
    document     jsonb NOT NULL,
    checksum     text NOT NULL,
    published_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    published_by text NOT NULL,
    reason       text NOT NULL
);
COMMENT ON TABLE group_release IS
    'The official referential as the group published it, every version of it; the latest one counts. Append-only';
COMMENT ON COLUMN group_release.checksum IS 'SHA-256 of the document as it was sent';

CREATE TABLE group_member (
    entity_id    key_text PRIMARY KEY,
    entity_label text NOT NULL,
    first_month  month NOT NULL,
    last_month   month,
    cut_off_days integer NOT NULL,
    cut_off_at   time NOT NULL,
    timezone     text NOT NULL
);
COMMENT ON TABLE group_member IS 'The entities of the latest release: whose months are expected, and when';

CREATE TABLE group_cut_off (
    entity_id    key_text REFERENCES group_member ON DELETE CASCADE,
    period_month month,
    cut_off_at   timestamptz NOT NULL,
    PRIMARY KEY (entity_id, period_month)
);
COMMENT ON TABLE group_cut_off IS 'Months with a cut-off of their own';

CREATE TABLE group_official (
    kind       text CHECK (kind IN ('domain', 'family', 'product', 'application', 'metric', 'pricing_view')),
    key_id     key_text,
    label      text NOT NULL,
    parent_id  key_text,
    mode       text,
    detail     text,
    is_retired boolean NOT NULL,
    PRIMARY KEY (kind, key_id)
);
COMMENT ON TABLE group_official IS 'The keys of the latest release, as entities'' keys are compared with them';

CREATE TABLE group_mapping (
    entity_id            key_text,
    application_id       key_text,
    group_application_id key_text NOT NULL,
    PRIMARY KEY (entity_id, application_id)
);
COMMENT ON TABLE group_mapping IS 'Which application of the group an entity''s application is';

CREATE TABLE group_rule (
    check_name text,
    kind       text,
    severity   text NOT NULL CHECK (severity IN ('blocking', 'warning', 'ignored')),
    PRIMARY KEY (check_name, kind)
);
COMMENT ON TABLE group_rule IS 'How severe findings are, where the latest release says so; default_severity() otherwise';

CREATE FUNCTION default_severity(check_name text, kind text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
SELECT CASE WHEN check_name IN ('currency_mismatch', 'not_valued', 'mode_mismatch') THEN 'blocking'
            WHEN check_name = 'extra' AND kind IN ('metric', 'domain') THEN 'blocking'
            WHEN check_name = 'missing' AND kind IN ('family', 'product', 'metric') THEN 'ignored'
            ELSE 'warning' END
$$;
COMMENT ON FUNCTION default_severity IS 'What a finding does where no rule says it';
REVOKE ALL ON FUNCTION default_severity FROM public;

-- What entities send.

CREATE TABLE group_exchange (
    exchange_id      uuid PRIMARY KEY,
    entity_id        key_text NOT NULL,
    period_month     month NOT NULL,
    run_id           uuid NOT NULL,
    generation       bigint NOT NULL CHECK (generation > 0),
    contract_version integer NOT NULL,
    release_version  integer,
    status           text NOT NULL DEFAULT 'RECEIVING'
        CHECK (status IN ('RECEIVING', 'ACCEPTED', 'REFUSED', 'SUPERSEDED', 'ABANDONED')),
    attempt          integer NOT NULL DEFAULT 1,
    group_run_id     uuid,
    judged_by        integer,
    manifest         jsonb NOT NULL,
    pieces           integer NOT NULL,
    rows             bigint NOT NULL,
    is_closed        boolean NOT NULL,
    sent_by          text NOT NULL,
    begun_at         timestamptz NOT NULL DEFAULT clock_timestamp(),
    changed_at       timestamptz NOT NULL DEFAULT clock_timestamp(),
    ended_at         timestamptz,
    error_code       text,
    error_summary    text,
    CONSTRAINT group_exchange_ended CHECK ((status = 'RECEIVING') = (ended_at IS NULL)),
    CONSTRAINT group_exchange_has_a_run CHECK (status <> 'ACCEPTED' OR group_run_id IS NOT NULL)
);
COMMENT ON TABLE group_exchange IS 'One month of one entity as it was pushed; entities see their own rows alone';
COMMENT ON COLUMN group_exchange.run_id IS 'The entity''s run; group_run_id: the group''s own, which publishes it';
COMMENT ON COLUMN group_exchange.judged_by IS 'The release that it was compared with when it was accepted or refused';
COMMENT ON COLUMN group_exchange.manifest IS 'As the contract has it: totals, costs, missing domains, checksums';
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX group_exchange_by_month ON group_exchange (entity_id, period_month, generation DESC);
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX group_exchange_open ON group_exchange (changed_at) WHERE status = 'RECEIVING';

CREATE TABLE group_piece (
    exchange_id uuid NOT NULL REFERENCES group_exchange ON DELETE CASCADE,
    dataset     text NOT NULL CHECK (dataset IN ('facts', 'prices', 'keys')),
    number      integer NOT NULL CHECK (number > 0),
    entity_id   key_text NOT NULL,
    rows        bigint NOT NULL,
    checksum    text NOT NULL,
    received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (exchange_id, dataset, number)
);
COMMENT ON TABLE group_piece IS 'The pieces that are staged whole';

CREATE TABLE group_staged_fact (
    exchange_id        uuid NOT NULL,
    entity_id          key_text NOT NULL,
    domain_id          key_text NOT NULL,
    family_id          key_text,
    product_id         key_text,
    application_id     key_text NOT NULL,
    environment        key_text NOT NULL,
    consumption_type   text NOT NULL CHECK (consumption_type IN ('DIRECT', 'INDIRECT')),
    consumption_metric key_text NOT NULL,
    quantity           exact_quantity NOT NULL,
    source             key_text NOT NULL,
    CONSTRAINT staged_direct_has_a_product CHECK (
        consumption_type = 'DIRECT' AND family_id IS NOT NULL AND product_id IS NOT NULL
        OR consumption_type = 'INDIRECT' AND (family_id IS NULL) = (product_id IS NULL))
);
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX group_staged_fact_by_exchange ON group_staged_fact (exchange_id);

CREATE TABLE group_staged_price (
    exchange_id     uuid NOT NULL,
    entity_id       key_text NOT NULL,
    pricing_view_id key_text NOT NULL,
    metric          key_text NOT NULL,
    priced_by       text NOT NULL CHECK (priced_by IN ('product', 'domain')),
    priced_key      key_text NOT NULL,
    unit_price      exact_price,
    PRIMARY KEY (exchange_id, pricing_view_id, metric, priced_by, priced_key)
);
COMMENT ON COLUMN group_staged_price.unit_price IS 'NULL: the view values the line and has no price for it';

CREATE TABLE group_staged_key (
    exchange_id uuid NOT NULL,
    entity_id   key_text NOT NULL,
    kind        text NOT NULL CHECK (kind IN ('domain', 'family', 'product', 'application', 'metric', 'pricing_view')),
    key_id      key_text NOT NULL,
    label       text NOT NULL CHECK (length(label) BETWEEN 1 AND 500),
    parent_id   key_text,
    mode        text CHECK (mode IN ('DIRECT', 'INDIRECT')),
    detail      text CHECK (length(detail) <= 500),
    version     integer,
    is_retired  boolean NOT NULL,
    PRIMARY KEY (exchange_id, kind, key_id),
    CONSTRAINT staged_domain_has_a_mode CHECK (kind <> 'domain' OR mode IS NOT NULL),
    CONSTRAINT staged_child_has_a_parent CHECK (kind NOT IN ('family', 'product') OR parent_id IS NOT NULL OR key_id = 'unmapped')
);

CREATE TABLE group_finding (
    exchange_id  uuid NOT NULL REFERENCES group_exchange ON DELETE CASCADE,
    entity_id    key_text NOT NULL,
    period_month month NOT NULL,
    check_name   text NOT NULL,
    kind         text NOT NULL,
    key_id       key_text NOT NULL,
    severity     text NOT NULL CHECK (severity IN ('blocking', 'warning')),
    label        text,
    expected     text,
    found        text,
    facts        bigint NOT NULL,
    PRIMARY KEY (exchange_id, check_name, kind, key_id)
);
COMMENT ON TABLE group_finding IS 'Conformity: where an exchange''s referential is not the official one';
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX group_finding_by_month ON group_finding (entity_id, period_month);

-- Prices of published months, as the entities sent them.
CREATE TABLE exchanged_price_month (
    entity_id       key_text,
    period_month    month,
    pricing_view_id key_text,
    metric          key_text,
    priced_by       text,
    priced_key      key_text,
    unit_price      exact_price NOT NULL,
    PRIMARY KEY (entity_id, period_month, pricing_view_id, metric, priced_by, priced_key)
);
COMMENT ON TABLE exchanged_price_month IS 'In a group: what each entity''s quantities are valued with. In an entity: empty';

CREATE TABLE exchanged_price_pending (
    run_id          uuid,
    pricing_view_id key_text,
    metric          key_text,
    priced_by       text,
    priced_key      key_text,
    unit_price      exact_price NOT NULL,
    PRIMARY KEY (run_id, pricing_view_id, metric, priced_by, priced_key)
);
COMMENT ON TABLE exchanged_price_pending IS 'Prices of loaded runs, not yet visible';

CREATE OR REPLACE VIEW mv_cost_app_product_month_definition AS
SELECT f.entity_id, f.period_month, v.pricing_view_id, f.domain_id,
       coalesce(f.family_id, '(none)')::key_text AS family_id,
       coalesce(f.product_id, '(none)')::key_text AS product_id,
       f.application_id, f.environment, f.consumption_metric, f.quantity,
       coalesce(sent.unit_price, own.unit_price, rate.unit_price)::numeric AS unit_price,
       f.quantity * coalesce(sent.unit_price, own.unit_price, rate.unit_price) AS cost
FROM fact_shown f
JOIN pricing_view_current v ON true
JOIN pricing_view_metric m ON m.version_id = v.version_id AND m.metric = f.consumption_metric
LEFT JOIN unit_price_month own
       ON own.version_id = v.version_id AND own.period_month = f.period_month
      AND own.metric = f.consumption_metric
      AND own.priced_by = CASE WHEN f.product_id IS NULL THEN 'domain' ELSE 'product' END
      AND own.priced_key = coalesce(f.product_id, f.domain_id)
LEFT JOIN unit_price_month rate
       ON rate.version_id = v.version_id AND rate.period_month = f.period_month
      AND rate.metric = f.consumption_metric
      AND rate.priced_by = 'metric' AND rate.priced_key = f.consumption_metric
LEFT JOIN exchanged_price_month sent
       ON sent.entity_id = f.entity_id AND sent.period_month = f.period_month
      AND sent.pricing_view_id = v.pricing_view_id AND sent.metric = f.consumption_metric
      AND sent.priced_by = CASE WHEN f.product_id IS NULL THEN 'domain' ELSE 'product' END
      AND sent.priced_key = coalesce(f.product_id, f.domain_id);

CREATE OR REPLACE VIEW mv_cost_product_month_definition AS
SELECT q.entity_id, q.period_month, v.pricing_view_id, q.domain_id, q.family_id, q.product_id, q.environment,
       q.consumption_metric, q.quantity, p.unit_price, q.quantity * p.unit_price AS cost,
       q.unallocated_quantity, q.unallocated_quantity * p.unit_price AS unallocated_cost,
       CASE WHEN p.unit_price IS NULL THEN q.facts ELSE 0 END AS unpriced_rows
FROM mv_quantity_product_month q
JOIN pricing_view_current v ON true
JOIN pricing_view_metric m ON m.version_id = v.version_id AND m.metric = q.consumption_metric
LEFT JOIN unit_price_month own
       ON own.version_id = v.version_id AND own.period_month = q.period_month
      AND own.metric = q.consumption_metric
      AND own.priced_by = CASE WHEN q.product_id = '(none)' THEN 'domain' ELSE 'product' END
      AND own.priced_key = CASE WHEN q.product_id = '(none)' THEN q.domain_id ELSE q.product_id END
LEFT JOIN unit_price_month rate
       ON rate.version_id = v.version_id AND rate.period_month = q.period_month
      AND rate.metric = q.consumption_metric
      AND rate.priced_by = 'metric' AND rate.priced_key = q.consumption_metric
LEFT JOIN exchanged_price_month sent
       ON sent.entity_id = q.entity_id AND sent.period_month = q.period_month
      AND sent.pricing_view_id = v.pricing_view_id AND sent.metric = q.consumption_metric
      AND sent.priced_by = CASE WHEN q.product_id = '(none)' THEN 'domain' ELSE 'product' END
      AND sent.priced_key = CASE WHEN q.product_id = '(none)' THEN q.domain_id ELSE q.product_id END
CROSS JOIN LATERAL (SELECT coalesce(sent.unit_price, own.unit_price, rate.unit_price)::numeric AS unit_price) p;

-- Isolation. Whoever receives says for whom in the setting finops.entity, and neither reads nor writes anybody else's rows.
ALTER TABLE group_exchange ENABLE ROW LEVEL SECURITY;
ALTER TABLE group_piece ENABLE ROW LEVEL SECURITY;
ALTER TABLE group_staged_fact ENABLE ROW LEVEL SECURITY;
ALTER TABLE group_staged_price ENABLE ROW LEVEL SECURITY;
ALTER TABLE group_staged_key ENABLE ROW LEVEL SECURITY;
ALTER TABLE group_finding ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON group_exchange USING (entity_id = current_setting('finops.entity', true));
CREATE POLICY own_rows ON group_piece USING (entity_id = current_setting('finops.entity', true));
CREATE POLICY own_rows ON group_staged_fact USING (entity_id = current_setting('finops.entity', true));
CREATE POLICY own_rows ON group_staged_price USING (entity_id = current_setting('finops.entity', true));
CREATE POLICY own_rows ON group_staged_key USING (entity_id = current_setting('finops.entity', true));
CREATE POLICY own_rows ON group_finding USING (entity_id = current_setting('finops.entity', true));
CREATE POLICY read_by_the_group ON group_finding FOR SELECT USING (current_user IN ('finops_query_read', 'finops_query_admin'));

-- A piece belongs to an exchange of the same entity: the key alone would let one be added to another's.
CREATE FUNCTION refuse_piece_of_another_entity() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM group_exchange
                   WHERE exchange_id = NEW.exchange_id AND entity_id = NEW.entity_id AND status = 'RECEIVING') THEN
        RAISE EXCEPTION 'exchange % of % receives nothing', NEW.exchange_id, NEW.entity_id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER group_piece_of_its_entity BEFORE INSERT OR UPDATE ON group_piece
    FOR EACH ROW EXECUTE FUNCTION refuse_piece_of_another_entity();

-- So do rows, which have no foreign key that would be asked for each of them: acceptance goes by the exchange alone.
CREATE FUNCTION refuse_rows_of_another_entity() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM (SELECT DISTINCT exchange_id, entity_id FROM incoming) i
               WHERE NOT EXISTS (SELECT FROM group_exchange x
                                 WHERE x.exchange_id = i.exchange_id AND x.entity_id = i.entity_id AND x.status = 'RECEIVING')) THEN
        RAISE EXCEPTION 'rows of an exchange that is not the entity''s, or receives nothing' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER group_staged_fact_of_its_entity AFTER INSERT ON group_staged_fact REFERENCING NEW TABLE AS incoming
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_rows_of_another_entity();
CREATE TRIGGER group_staged_price_of_its_entity AFTER INSERT ON group_staged_price REFERENCING NEW TABLE AS incoming
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_rows_of_another_entity();
CREATE TRIGGER group_staged_key_of_its_entity AFTER INSERT ON group_staged_key REFERENCING NEW TABLE AS incoming
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_rows_of_another_entity();

CREATE FUNCTION own_member() RETURNS SETOF group_member
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
SELECT * FROM group_member WHERE entity_id = current_setting('finops.entity', true)
$$;
COMMENT ON FUNCTION own_member IS 'The entity of the setting finops.entity, where it belongs to the group';
REVOKE ALL ON FUNCTION own_member FROM public;

CREATE FUNCTION own_release() RETURNS TABLE (version integer, checksum text, published_at timestamptz, document jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
SELECT r.version, r.checksum, r.published_at,
       r.document || jsonb_build_object(
           'entities', (SELECT coalesce(jsonb_agg(e), '[]') FROM jsonb_array_elements(r.document -> 'entities') e
                        WHERE e ->> 'entity_id' = m.entity_id),
           'mapping', coalesce(own.mapping, '[]'),
           'applications', (SELECT coalesce(jsonb_agg(a), '[]') FROM jsonb_array_elements(r.document -> 'applications') a
                            WHERE a ->> 'application_id' = ANY (own.applications)))
FROM own_member() m
CROSS JOIN (SELECT * FROM group_release ORDER BY version DESC LIMIT 1) r
CROSS JOIN LATERAL (
    SELECT jsonb_agg(x) AS mapping, array_agg(x ->> 'group_application_id') AS applications
    FROM jsonb_array_elements(r.document -> 'mapping') x
    WHERE x ->> 'entity_id' = m.entity_id) own
$$;
COMMENT ON FUNCTION own_release IS
    'The latest release as the entity of finops.entity may see it: nothing of the others. No row: it is no member, or there is none';
REVOKE ALL ON FUNCTION own_release FROM public;

-- Conformity.

CREATE FUNCTION exchange_finding(for_exchange uuid)
RETURNS TABLE (check_name text, kind text, key_id key_text, severity text, label text, expected text, found text, facts bigint)
LANGUAGE sql STABLE SET enable_nestloop = off AS $$
WITH used AS (
    SELECT CASE WHEN grouping(f.domain_id) = 0 THEN 'domain' WHEN grouping(f.family_id) = 0 THEN 'family'
                WHEN grouping(f.product_id) = 0 THEN 'product' WHEN grouping(f.application_id) = 0 THEN 'application'
                ELSE 'metric' END AS kind,
           coalesce(f.domain_id, f.family_id, f.product_id, f.application_id, f.consumption_metric) AS key_id,
           count(*) AS facts
    FROM group_staged_fact f
    WHERE f.exchange_id = for_exchange
    GROUP BY GROUPING SETS ((f.domain_id), (f.family_id), (f.product_id), (f.application_id), (f.consumption_metric))
), sent AS (
    SELECT k.kind, k.key_id, k.label, k.parent_id, k.mode, k.detail, k.is_retired, coalesce(u.facts, 0) AS facts
    FROM group_staged_key k
    LEFT JOIN used u ON u.kind = k.kind AND u.key_id = k.key_id
    WHERE k.exchange_id = for_exchange
      AND (k.kind, k.key_id) NOT IN (('application', 'unallocated'), ('product', 'unmapped'), ('family', 'unmapped'))
), compared AS (
    -- Applications go by the mapping, everything else by its key.
    SELECT s.*, o.key_id IS NOT NULL AS is_official, o.label AS o_label, o.parent_id AS o_parent, o.mode AS o_mode,
           o.detail AS o_detail, o.is_retired AS o_retired
    FROM sent s
    LEFT JOIN group_exchange e ON e.exchange_id = for_exchange
    LEFT JOIN group_mapping m ON s.kind = 'application' AND m.entity_id = e.entity_id AND m.application_id = s.key_id
    LEFT JOIN group_official o
           ON o.kind = s.kind AND o.key_id = CASE WHEN s.kind = 'application' THEN m.group_application_id ELSE s.key_id END
), found AS (
    SELECT 'extra' AS check_name, c.kind, c.key_id, c.label, NULL::text AS expected, c.label AS found, c.facts
    FROM compared c WHERE NOT c.is_official AND (c.facts > 0 OR NOT c.is_retired)
    UNION ALL
    SELECT 'renamed', c.kind, c.key_id, c.label, c.o_label, c.label, c.facts
    FROM compared c WHERE c.is_official AND c.label <> c.o_label AND c.kind <> 'metric'
    UNION ALL
    SELECT 'moved', c.kind, c.key_id, c.label, c.o_parent, c.parent_id, c.facts
    FROM compared c WHERE c.is_official AND c.kind IN ('family', 'product') AND c.parent_id IS DISTINCT FROM c.o_parent
    UNION ALL
    SELECT 'mode_mismatch', c.kind, c.key_id, c.label, c.o_mode, c.mode, c.facts
    FROM compared c WHERE c.is_official AND c.kind = 'domain' AND c.mode IS DISTINCT FROM c.o_mode
    UNION ALL
    SELECT 'retired_but_used', c.kind, c.key_id, c.label, 'retired', c.facts || ' facts', c.facts
    FROM compared c WHERE c.o_retired AND c.facts > 0
    UNION ALL
    SELECT 'currency_mismatch', c.kind, c.key_id, c.label, c.o_detail, c.detail, c.facts
    FROM compared c WHERE c.is_official AND c.kind = 'pricing_view' AND c.detail IS DISTINCT FROM c.o_detail
    UNION ALL
    SELECT 'missing', o.kind, o.key_id, o.label, o.label, CASE WHEN s.key_id IS NOT NULL THEN 'retired' END, 0
    FROM group_official o
    LEFT JOIN sent s ON s.kind = o.kind AND s.key_id = o.key_id
    WHERE o.kind <> 'application' AND NOT o.is_retired AND (s.key_id IS NULL OR s.is_retired)
    UNION ALL
    -- What the entity counts in a view and the group's view would leave out.
    SELECT 'not_valued', 'pricing_view', left(p.pricing_view_id || '/' || p.metric, 512), p.metric, NULL, p.metric, count(*)
    FROM group_staged_price p
    JOIN group_official o ON o.kind = 'pricing_view' AND o.key_id = p.pricing_view_id
    WHERE p.exchange_id = for_exchange
      AND NOT EXISTS (SELECT FROM pricing_view_current v
                      JOIN pricing_view_metric w ON w.version_id = v.version_id
                      WHERE v.pricing_view_id = p.pricing_view_id AND w.metric = p.metric)
    GROUP BY p.pricing_view_id, p.metric
)
SELECT f.check_name, f.kind, f.key_id, coalesce(r.severity, default_severity(f.check_name, f.kind)), f.label, f.expected,
       f.found, f.facts
FROM found f
LEFT JOIN group_rule r ON r.check_name = f.check_name AND r.kind = f.kind
$$;
COMMENT ON FUNCTION exchange_finding IS 'Where a staged exchange''s referential is not the official one, ignored findings too';
REVOKE ALL ON FUNCTION exchange_finding FROM public;

-- What the manifest says and the rows do not.
CREATE FUNCTION exchange_lie(for_exchange uuid) RETURNS TABLE (code text, summary text)
LANGUAGE sql STABLE SET enable_nestloop = off AS $$
WITH e AS (SELECT manifest FROM group_exchange WHERE exchange_id = for_exchange),
said AS (
    SELECT t.key COLLATE "C" AS metric, t.value::numeric AS quantity
    FROM e CROSS JOIN LATERAL jsonb_each_text(e.manifest -> 'totals') t
), counted AS (
    SELECT consumption_metric COLLATE "C" AS metric, sum(quantity) AS quantity, count(*) AS rows
    FROM group_staged_fact WHERE exchange_id = for_exchange GROUP BY consumption_metric
), views AS (
    SELECT k.key COLLATE "C" AS pricing_view_id, k.value::numeric AS cost
    FROM e CROSS JOIN LATERAL jsonb_each_text(e.manifest -> 'costs') k
), lines AS (
    SELECT domain_id, product_id, consumption_metric, sum(quantity) AS quantity
    FROM group_staged_fact WHERE exchange_id = for_exchange GROUP BY domain_id, product_id, consumption_metric
), valued AS (
    SELECT p.pricing_view_id, sum(l.quantity * p.unit_price) AS cost
    FROM lines l
    JOIN group_staged_price p
      ON p.exchange_id = for_exchange AND p.metric = l.consumption_metric
     AND p.priced_by = CASE WHEN l.product_id IS NULL THEN 'domain' ELSE 'product' END
     AND p.priced_key = coalesce(l.product_id, l.domain_id)
    GROUP BY p.pricing_view_id
), undeclared AS (
    SELECT u.kind, u.key_id
    FROM (SELECT 'domain' AS kind, domain_id AS key_id FROM lines
          UNION SELECT 'product', product_id FROM lines WHERE product_id <> 'unmapped'
          UNION SELECT 'metric', consumption_metric FROM lines
          UNION SELECT 'family', family_id FROM group_staged_fact
                WHERE exchange_id = for_exchange AND family_id <> 'unmapped'
          UNION SELECT 'application', application_id FROM group_staged_fact
                WHERE exchange_id = for_exchange AND application_id <> 'unallocated'
          UNION SELECT 'pricing_view', pricing_view_id FROM group_staged_price WHERE exchange_id = for_exchange
          UNION SELECT CASE kind WHEN 'family' THEN 'domain' ELSE 'family' END, parent_id FROM group_staged_key
                WHERE exchange_id = for_exchange AND kind IN ('family', 'product') AND parent_id <> 'unmapped') u
    LEFT JOIN group_staged_key k ON k.exchange_id = for_exchange AND k.kind = u.kind AND k.key_id = u.key_id
    WHERE k.key_id IS NULL
), doubled AS (
    SELECT 1 FROM group_staged_fact WHERE exchange_id = for_exchange
    GROUP BY domain_id, family_id, product_id, application_id, environment, consumption_type, consumption_metric
    HAVING count(*) > 1 LIMIT 1
)
SELECT * FROM (
    SELECT 'totals_differ', 'the rows come to ' || coalesce(c.quantity::text, 'none') || ' ' || left(coalesce(s.metric, c.metric), 100)
                            || ', the manifest says ' || coalesce(s.quantity::text, 'none') || ': send the month again'
    FROM said s FULL JOIN counted c ON c.metric = s.metric
    WHERE c.quantity IS DISTINCT FROM s.quantity
    UNION ALL
    SELECT 'costs_differ', 'quantities and prices of ' || left(coalesce(w.pricing_view_id, v.pricing_view_id), 100) || ' come to '
                           || coalesce(v.cost::text, 'none') || ', the manifest says ' || coalesce(w.cost::text, 'none')
                           || ': send the month again'
    FROM views w FULL JOIN valued v ON v.pricing_view_id = w.pricing_view_id
    WHERE v.cost IS DISTINCT FROM w.cost
    UNION ALL
    SELECT 'undeclared_key', 'the rows name the ' || replace(u.kind, '_', ' ') || ' ' || left(u.key_id, 100)
                             || ', which is not among the keys: send the month again'
    FROM undeclared u
    UNION ALL
    SELECT 'doubled_fact', 'a fact is there twice: send the month again' FROM doubled) lies (code, summary)
ORDER BY 1, 2
$$;
COMMENT ON FUNCTION exchange_lie IS 'Why staged rows are not what their manifest says; no row: they are';
REVOKE ALL ON FUNCTION exchange_lie FROM public;

CREATE FUNCTION forget_staged_exchange(for_exchange uuid) RETURNS void LANGUAGE sql AS $$
DELETE FROM group_staged_fact WHERE exchange_id = for_exchange;
DELETE FROM group_staged_price WHERE exchange_id = for_exchange;
DELETE FROM group_staged_key WHERE exchange_id = for_exchange;
DELETE FROM group_piece WHERE exchange_id = for_exchange;
$$;
REVOKE ALL ON FUNCTION forget_staged_exchange FROM public;

CREATE FUNCTION official_key(for_entity text, own_key text, is_official boolean) RETURNS key_text
LANGUAGE sql IMMUTABLE AS $$ SELECT (CASE WHEN is_official THEN own_key ELSE for_entity || '/' || own_key END)::key_text $$;
COMMENT ON FUNCTION official_key IS 'A key as the group keeps it: what only an entity knows is named after it, so that it is nobody else''s';
REVOKE ALL ON FUNCTION official_key FROM public;

-- The keys that only the entity knows, as the group keeps them: they are shown, and not official.
CREATE FUNCTION adopt_extra_keys(for_exchange uuid) RETURNS void LANGUAGE plpgsql SET enable_nestloop = off AS $$
DECLARE
    e group_exchange;
BEGIN
    SELECT * INTO STRICT e FROM group_exchange WHERE exchange_id = for_exchange;
    INSERT INTO dim_domain AS d (domain_id, domain_label, domain_mode, indirect_method_key, indirect_label, is_enabled,
                                 available_from, ingest_function, connector)
    SELECT official_key(e.entity_id, k.key_id, false), k.label, k.mode, CASE k.mode WHEN 'INDIRECT' THEN 'exchange' END,
           CASE k.mode WHEN 'INDIRECT' THEN coalesce(nullif(k.detail, ''), k.label) END, true, e.period_month, 'load_group', 'exchange'
    FROM group_staged_key k
    WHERE k.exchange_id = for_exchange AND k.kind = 'domain'
      AND NOT EXISTS (SELECT FROM group_official o WHERE o.kind = 'domain' AND o.key_id = k.key_id)
    ON CONFLICT (domain_id) DO UPDATE
    SET domain_label = excluded.domain_label, domain_mode = excluded.domain_mode,
        indirect_method_key = excluded.indirect_method_key, indirect_label = excluded.indirect_label,
        available_from = least(d.available_from, excluded.available_from);
    INSERT INTO dim_family (family_id, domain_id, family_label)
    SELECT official_key(e.entity_id, k.key_id, false), official_key(e.entity_id, k.parent_id, o.key_id IS NOT NULL), k.label
    FROM group_staged_key k
    LEFT JOIN group_official o ON o.kind = 'domain' AND o.key_id = k.parent_id
    WHERE k.exchange_id = for_exchange AND k.kind = 'family' AND k.key_id <> 'unmapped'
      AND NOT EXISTS (SELECT FROM group_official x WHERE x.kind = 'family' AND x.key_id = k.key_id)
    ON CONFLICT (family_id) DO UPDATE SET domain_id = excluded.domain_id, family_label = excluded.family_label;
    INSERT INTO dim_product (product_id, family_id, product_label)
    SELECT official_key(e.entity_id, k.key_id, false),
           official_key(e.entity_id, k.parent_id, o.key_id IS NOT NULL OR k.parent_id = 'unmapped'), k.label
    FROM group_staged_key k
    LEFT JOIN group_official o ON o.kind = 'family' AND o.key_id = k.parent_id
    WHERE k.exchange_id = for_exchange AND k.kind = 'product' AND k.key_id <> 'unmapped'
      AND NOT EXISTS (SELECT FROM group_official x WHERE x.kind = 'product' AND x.key_id = k.key_id)
    ON CONFLICT (product_id) DO UPDATE SET family_id = excluded.family_id, product_label = excluded.product_label;
    INSERT INTO dim_application (application_id, application_label, owner, fed_by)
    SELECT official_key(e.entity_id, k.key_id, false), k.label, k.detail, e.entity_id
    FROM group_staged_key k
    WHERE k.exchange_id = for_exchange AND k.kind = 'application' AND k.key_id <> 'unallocated'
      AND NOT EXISTS (SELECT FROM group_mapping m WHERE m.entity_id = e.entity_id AND m.application_id = k.key_id)
    ON CONFLICT (application_id) DO UPDATE SET application_label = excluded.application_label, owner = excluded.owner;
END $$;
REVOKE ALL ON FUNCTION adopt_extra_keys FROM public;

-- The staged rows as facts of the group: official keys, the official structure; two applications may have become one.
CREATE FUNCTION load_exchange(for_exchange uuid, for_run uuid) RETURNS void LANGUAGE plpgsql SET enable_nestloop = off AS $$
DECLARE
    e group_exchange;
BEGIN
    SELECT * INTO STRICT e FROM group_exchange WHERE exchange_id = for_exchange;
    INSERT INTO fact_pending (run_id, entity_id, period_month, step_domain_id, domain_id, family_id, product_id,
                              application_id, environment, quantity, consumption_type, consumption_metric, source, computed_at)
    SELECT for_run, e.entity_id, e.period_month, g.domain_id, g.domain_id, g.family_id, g.product_id, g.application_id,
           g.environment, sum(g.quantity), g.consumption_type, g.consumption_metric, min(g.source), clock_timestamp()
    FROM (
        SELECT CASE WHEN op.key_id IS NOT NULL THEN pf.parent_id
                    WHEN ff.key_id IS NOT NULL AND f.family_id <> 'unmapped' THEN ff.parent_id
                    ELSE official_key(e.entity_id, f.domain_id, od.key_id IS NOT NULL) END AS domain_id,
               CASE WHEN f.family_id IS NULL OR f.family_id = 'unmapped' THEN f.family_id
                    WHEN op.key_id IS NOT NULL THEN op.parent_id
                    ELSE official_key(e.entity_id, f.family_id, ff.key_id IS NOT NULL) END AS family_id,
               CASE WHEN f.product_id IS NULL OR f.product_id = 'unmapped' THEN f.product_id
                    ELSE official_key(e.entity_id, f.product_id, op.key_id IS NOT NULL) END AS product_id,
               CASE WHEN f.application_id = 'unallocated' THEN f.application_id
                    ELSE coalesce(m.group_application_id, official_key(e.entity_id, f.application_id, false)) END AS application_id,
               f.environment, f.quantity, f.consumption_type, f.consumption_metric, f.source
        FROM group_staged_fact f
        LEFT JOIN group_official od ON od.kind = 'domain' AND od.key_id = f.domain_id
        LEFT JOIN group_official op ON op.kind = 'product' AND op.key_id = f.product_id
        LEFT JOIN group_official pf ON pf.kind = 'family' AND pf.key_id = op.parent_id
        LEFT JOIN group_official ff ON ff.kind = 'family' AND ff.key_id = f.family_id
        LEFT JOIN group_mapping m ON m.entity_id = e.entity_id AND m.application_id = f.application_id
        WHERE f.exchange_id = for_exchange) g
    GROUP BY g.domain_id, g.family_id, g.product_id, g.application_id, g.environment, g.consumption_type, g.consumption_metric;
    INSERT INTO exchanged_price_pending (run_id, pricing_view_id, metric, priced_by, priced_key, unit_price)
    SELECT for_run, p.pricing_view_id, p.metric, p.priced_by,
           official_key(e.entity_id, p.priced_key, o.key_id IS NOT NULL OR (p.priced_by = 'product' AND p.priced_key = 'unmapped')),
           p.unit_price
    FROM group_staged_price p
    JOIN group_official v ON v.kind = 'pricing_view' AND v.key_id = p.pricing_view_id
    LEFT JOIN group_official o ON o.kind = p.priced_by AND o.key_id = p.priced_key
    WHERE p.exchange_id = for_exchange AND p.unit_price IS NOT NULL;
END $$;
REVOKE ALL ON FUNCTION load_exchange FROM public;

-- One step per domain of the month: those that come, those that were there and come no more, those that the entity lacks.
CREATE FUNCTION plan_exchange(for_exchange uuid, for_run uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    e group_exchange;
BEGIN
    SELECT * INTO STRICT e FROM group_exchange WHERE exchange_id = for_exchange;
    INSERT INTO etl_run_steps (run_id, domain_id, period_month, entity_id, ingest_function, failure_policy, status, attempts,
                               records, rows, started_at, ended_at, error_code, error)
    SELECT for_run, d.domain_id, e.period_month, e.entity_id, 'load_group', 'strict',
           CASE WHEN sum(d.rows) IS NULL THEN 'MISSING' ELSE 'STAGED' END, 1, coalesce(sum(d.rows), 0), coalesce(sum(d.rows), 0),
           e.begun_at, clock_timestamp(), CASE WHEN bool_or(d.is_missing) THEN 'missing_at_entity' END,
           max(d.reason) FILTER (WHERE d.is_missing)
    FROM (SELECT domain_id, count(*) AS rows, false AS is_missing, NULL AS reason
          FROM fact_pending WHERE run_id = for_run GROUP BY domain_id
          UNION ALL
          SELECT domain_id, 0, false, NULL FROM slice_publication
          WHERE entity_id = e.entity_id AND period_month = e.period_month AND run_id IS NOT NULL
          UNION ALL
          SELECT official_key(e.entity_id, x.domain_id, o.key_id IS NOT NULL), NULL, true, x.reason
          FROM jsonb_to_recordset(e.manifest -> 'missing') x (domain_id text, reason text)
          LEFT JOIN group_official o ON o.kind = 'domain' AND o.key_id = x.domain_id) d
    JOIN dim_domain known ON known.domain_id = d.domain_id
    GROUP BY d.domain_id;
END $$;
REVOKE ALL ON FUNCTION plan_exchange FROM public;

CREATE FUNCTION end_exchange(for_exchange uuid, as_status text, code text, summary text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    UPDATE group_exchange
    SET status = as_status, ended_at = clock_timestamp(), changed_at = clock_timestamp(), error_code = code,
        error_summary = left(summary, 500), judged_by = (SELECT max(version) FROM group_release)
    WHERE exchange_id = for_exchange;
    PERFORM forget_staged_exchange(for_exchange);
END $$;
REVOKE ALL ON FUNCTION end_exchange FROM public;

CREATE FUNCTION accept_exchange(for_exchange uuid, for_run uuid, deadline_minutes numeric, sha text, release text)
RETURNS TABLE (status text, code text, summary text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET enable_nestloop = off AS $$
#variable_conflict use_column
DECLARE
    e    group_exchange;
    lie  record;
    bad  record;
    least_release integer;
    blocking bigint;
BEGIN
    SELECT * INTO e FROM group_exchange x
    WHERE x.exchange_id = for_exchange AND x.entity_id = current_setting('finops.entity', true)
    FOR UPDATE;
    IF NOT FOUND THEN
        RETURN QUERY SELECT 'UNKNOWN', 'unknown_exchange', 'there is no such exchange: send its manifest first';
        RETURN;
    ELSIF e.status <> 'RECEIVING' THEN
        RETURN QUERY SELECT e.status, e.error_code, e.error_summary;
        RETURN;
    ELSIF (SELECT count(*) FROM group_piece p WHERE p.exchange_id = for_exchange) <> e.pieces THEN
        RETURN QUERY SELECT 'RECEIVING', 'pieces_missing', 'pieces are missing: send them, then commit again';
        RETURN;
    END IF;
    -- A release that is published meanwhile waits: what is compared here is what is loaded.
    LOCK TABLE group_official, group_mapping, group_rule, group_member IN SHARE MODE;
    SELECT (r.document ->> 'oldest_accepted')::integer INTO least_release
    FROM group_release r ORDER BY r.version DESC LIMIT 1;
    IF NOT FOUND OR NOT EXISTS (SELECT FROM own_member()) THEN
        PERFORM end_exchange(for_exchange, 'REFUSED', 'not_a_member', 'the entity is not in the group''s latest release: ask for it');
    ELSIF EXISTS (SELECT FROM own_member() m WHERE e.period_month < m.first_month OR e.period_month > m.last_month) THEN
        PERFORM end_exchange(for_exchange, 'REFUSED', 'month_not_expected', 'the month is not one that the group expects of the entity');
    ELSIF coalesce(e.release_version, 0) < least_release THEN
        PERFORM end_exchange(for_exchange, 'REFUSED', 'release_too_old',
                             format('compared with release %s, and %s is the oldest that counts: fetch the latest and send again',
                                    coalesce(e.release_version::text, 'none'), least_release));
    ELSIF EXISTS (SELECT FROM group_exchange x
                  LEFT JOIN etl_runs r ON r.run_id = x.group_run_id
                  WHERE x.entity_id = e.entity_id AND x.period_month = e.period_month AND x.status = 'ACCEPTED'
                    AND r.status IN ('RUNNING', 'SUCCESS') AND x.generation > e.generation) THEN
        PERFORM end_exchange(for_exchange, 'SUPERSEDED', 'older_run', 'a newer run of the month is here: nothing to do');
    ELSE
        SELECT l.code, l.summary INTO lie FROM exchange_lie(for_exchange) l LIMIT 1;
        IF FOUND THEN
            PERFORM end_exchange(for_exchange, 'REFUSED', lie.code, lie.summary);
        ELSE
            DELETE FROM group_finding f WHERE f.exchange_id = for_exchange;
            INSERT INTO group_finding (exchange_id, entity_id, period_month, check_name, kind, key_id, severity, label,
                                       expected, found, facts)
            SELECT for_exchange, e.entity_id, e.period_month, f.check_name, f.kind, f.key_id, f.severity, f.label,
                   f.expected, f.found, f.facts
            FROM exchange_finding(for_exchange) f WHERE f.severity <> 'ignored';
            SELECT count(*) INTO blocking FROM group_finding f WHERE f.exchange_id = for_exchange AND f.severity = 'blocking';
            IF blocking > 0 THEN
                SELECT f.* INTO bad FROM group_finding f
                WHERE f.exchange_id = for_exchange AND f.severity = 'blocking'
                ORDER BY f.check_name, f.kind, f.key_id LIMIT 1;
                PERFORM end_exchange(for_exchange, 'REFUSED', 'not_conformant',
                                     format('%s blocking findings, the first: %s %s (%s): see the conformity report, then send again',
                                            blocking, replace(bad.kind, '_', ' '), left(bad.key_id, 100), replace(bad.check_name, '_', ' ')));
            ELSE
                BEGIN
                    INSERT INTO etl_runs (run_id, entity_id, status, phase, trigger_type, periods, domains, requested_by, requested_at,
                                          event_source, event_id, deadline_at, git_sha, version)
                    VALUES (for_run, e.entity_id, 'RUNNING', 'LOADED', 'GROUP', ARRAY[e.period_month], '{}', e.sent_by, e.begun_at,
                            '/rosetta/finops/load_group', e.exchange_id::text,
                            clock_timestamp() + make_interval(secs => 60 * deadline_minutes::float), sha, release)
                    ON CONFLICT DO NOTHING;
                    IF NOT FOUND THEN
                        DELETE FROM group_finding f WHERE f.exchange_id = for_exchange;
                        RETURN QUERY SELECT 'RECEIVING', 'run_under_way', 'another month of the entity is being published: commit again soon';
                        RETURN;
                    END IF;
                    PERFORM adopt_extra_keys(for_exchange);
                    PERFORM load_exchange(for_exchange, for_run);
                    PERFORM plan_exchange(for_exchange, for_run);
                    UPDATE group_exchange x SET group_run_id = for_run WHERE x.exchange_id = for_exchange;
                    PERFORM end_exchange(for_exchange, 'ACCEPTED', NULL, NULL);
                EXCEPTION WHEN data_exception OR integrity_constraint_violation THEN
                    -- A key that is too long once it is named after its entity, a sum beyond the bounds: never better later.
                    PERFORM end_exchange(for_exchange, 'REFUSED', 'not_loadable', 'the mart cannot hold it: ' || SQLERRM);
                END;
            END IF;
        END IF;
    END IF;
    INSERT INTO audit_log (entity_id, actor, action, target, details)
    SELECT x.entity_id, x.sent_by, 'exchange.' || lower(x.status), to_char(x.period_month, 'YYYY-MM'),
           jsonb_strip_nulls(jsonb_build_object('exchange', x.exchange_id, 'run', x.run_id, 'code', x.error_code))
    FROM group_exchange x WHERE x.exchange_id = for_exchange;
    RETURN QUERY SELECT x.status, x.error_code, x.error_summary FROM group_exchange x WHERE x.exchange_id = for_exchange;
END $$;
COMMENT ON FUNCTION accept_exchange IS
    'Judge a whole exchange of the entity of finops.entity: refuse it, or load it as a run that is ready to publish. RECEIVING: not yet, and
nothing is changed. Called again, it says what it said. It runs with its owner''s rights: who receives may write no fact, and of no other entity';
REVOKE ALL ON FUNCTION accept_exchange FROM public;

CREATE VIEW group_ingestion_runs AS
SELECT x.entity_id, x.period_month, x.exchange_id, x.run_id, x.group_run_id, x.generation AS entity_generation,
       CASE WHEN x.status <> 'ACCEPTED' THEN x.status
            WHEN r.status = 'SUCCESS' THEN 'PUBLISHED'
            WHEN r.status = 'RUNNING' THEN 'LOADED'
            ELSE 'FAILED' END AS status,
       x.rows, x.manifest -> 'totals' AS totals, x.manifest -> 'costs' AS costs, x.manifest -> 'missing' AS missing, x.is_closed,
       x.contract_version, x.release_version, x.judged_by, x.sent_by, x.begun_at, x.ended_at AS accepted_at,
       CASE r.status WHEN 'SUCCESS' THEN r.ended_at END AS published_at, r.generation,
       coalesce(x.error_code, r.error_code) AS error_code, coalesce(x.error_summary, r.error_summary) AS error_summary
FROM group_exchange x
LEFT JOIN etl_runs r ON r.run_id = x.group_run_id;
COMMENT ON VIEW group_ingestion_runs IS
    'What became of each exchange: RECEIVING, LOADED (accepted, not yet visible), PUBLISHED, REFUSED, SUPERSEDED (a newer one is here),
FAILED (its publication failed), ABANDONED (not sent to its end)';

CREATE FUNCTION own_ingestion_run(for_exchange uuid) RETURNS SETOF group_ingestion_runs
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
SELECT * FROM group_ingestion_runs
WHERE exchange_id = for_exchange AND entity_id = current_setting('finops.entity', true)
$$;
REVOKE ALL ON FUNCTION own_ingestion_run FROM public;

-- The watch of a group, for all entities.

CREATE FUNCTION watch_exchanges(stall_minutes numeric, keep_hours numeric)
RETURNS TABLE (what text, run_id uuid, entity_id key_text, period_month month, rows bigint, seconds float)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    UPDATE etl_runs r
    SET status = 'FAILED', ended_at = clock_timestamp(), error_code = 'deadline_passed', error_step = 'deadline',
        error_summary = 'the run passed its deadline'
    WHERE r.trigger_type = 'GROUP' AND r.status = 'RUNNING' AND r.deadline_at < clock_timestamp()
    RETURNING 'overdue', r.run_id, r.entity_id, r.periods[1]::month, NULL::bigint,
              extract(epoch FROM r.ended_at - r.started_at)::float;
    DELETE FROM fact_pending f USING etl_runs r
    WHERE r.run_id = f.run_id AND r.trigger_type = 'GROUP' AND r.status = 'FAILED';
    DELETE FROM exchanged_price_pending p USING etl_runs r
    WHERE r.run_id = p.run_id AND r.trigger_type = 'GROUP' AND r.status = 'FAILED';
    RETURN QUERY
    SELECT 'stalled', r.run_id, r.entity_id, r.periods[1]::month, NULL::bigint, NULL::float
    FROM etl_runs r
    WHERE r.trigger_type = 'GROUP' AND r.status = 'RUNNING'
      AND r.started_at < clock_timestamp() - make_interval(secs => 60 * stall_minutes::float)
    ORDER BY r.started_at;
    RETURN QUERY
    WITH old AS (
        SELECT x.exchange_id FROM group_exchange x
        WHERE x.status = 'RECEIVING' AND x.changed_at < clock_timestamp() - make_interval(secs => 3600 * keep_hours::float)
          AND NOT EXISTS (SELECT FROM group_piece p
                          WHERE p.exchange_id = x.exchange_id
                            AND p.received_at >= clock_timestamp() - make_interval(secs => 3600 * keep_hours::float))
        FOR UPDATE SKIP LOCKED
    ), ended AS (
        SELECT o.exchange_id,
               end_exchange(o.exchange_id, 'ABANDONED', 'not_sent_to_its_end', 'not sent to its end in time: it is sent again as a new one')
        FROM old o
    )
    SELECT 'abandoned', x.group_run_id, x.entity_id, x.period_month, x.rows, NULL::float
    FROM ended JOIN group_exchange x ON x.exchange_id = ended.exchange_id;
END $$;
COMMENT ON FUNCTION watch_exchanges IS
    'Fail runs of the group that are overdue, abandon exchanges that nobody goes on with; tells those, and the loaded runs on which nothing
happens (stalled), whose facts.loaded is to be sent again';
REVOKE ALL ON FUNCTION watch_exchanges FROM public;

CREATE FUNCTION exchange_slices(for_run uuid) RETURNS TABLE (domain_id key_text, period_month month, rows bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
SELECT s.domain_id, s.period_month, s.rows FROM etl_run_steps s JOIN etl_runs r ON r.run_id = s.run_id
WHERE s.run_id = for_run AND r.trigger_type = 'GROUP' AND r.entity_id = current_setting('finops.entity', true)
ORDER BY s.domain_id
$$;
COMMENT ON FUNCTION exchange_slices IS 'What a run of the group holds, of the entity of finops.entity';
REVOKE ALL ON FUNCTION exchange_slices FROM public;

-- A release becomes what counts.
CREATE FUNCTION apply_group_release(for_version integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    d jsonb;
    gone text;
    view record;
    next_version bigint;
BEGIN
    SELECT document INTO STRICT d FROM group_release WHERE version = for_version;
    LOCK TABLE group_official, group_mapping, group_rule, group_member IN EXCLUSIVE MODE;
    CREATE TEMPORARY TABLE incoming_official ON COMMIT DROP AS
    SELECT 'domain' AS kind, x.domain_id AS key_id, x.label, NULL::text AS parent_id, x.mode, x.indirect_label AS detail, x.is_retired
    FROM jsonb_to_recordset(d -> 'domains') x (domain_id text, label text, mode text, indirect_label text, is_retired boolean)
    UNION ALL
    SELECT 'family', x.family_id, x.label, x.domain_id, NULL, NULL, x.is_retired
    FROM jsonb_to_recordset(d -> 'families') x (family_id text, domain_id text, label text, is_retired boolean)
    UNION ALL
    SELECT 'product', x.product_id, x.label, x.family_id, NULL, NULL, x.is_retired
    FROM jsonb_to_recordset(d -> 'products') x (product_id text, family_id text, label text, is_retired boolean)
    UNION ALL
    SELECT 'application', x.application_id, x.label, NULL, NULL, x.owner, x.is_retired
    FROM jsonb_to_recordset(d -> 'applications') x (application_id text, label text, owner text, is_retired boolean)
    UNION ALL
    SELECT 'metric', x.metric, x.label_en, NULL, NULL, x.unit, x.is_retired
    FROM jsonb_to_recordset(d -> 'metrics') x (metric text, label_en text, unit text, is_retired boolean)
    UNION ALL
    SELECT 'pricing_view', x.pricing_view_id, x.label, NULL, NULL, x.currency, x.is_retired
    FROM jsonb_to_recordset(d -> 'pricing_views') x (pricing_view_id text, label text, currency text, is_retired boolean);
    SELECT o.kind || ' ' || o.key_id INTO gone
    FROM group_official o
    WHERE NOT EXISTS (SELECT FROM incoming_official i WHERE i.kind = o.kind AND i.key_id = o.key_id)
    ORDER BY o.kind, o.key_id LIMIT 1;
    IF gone IS NOT NULL THEN
        RAISE EXCEPTION 'keys are retired, never left out: % is not in the release', gone USING ERRCODE = 'restrict_violation';
    END IF;
    DELETE FROM group_official;
    INSERT INTO group_official SELECT * FROM incoming_official;
    DELETE FROM group_mapping;
    INSERT INTO group_mapping SELECT x.entity_id, x.application_id, x.group_application_id
    FROM jsonb_to_recordset(d -> 'mapping') x (entity_id text, application_id text, group_application_id text);
    DELETE FROM group_rule;
    INSERT INTO group_rule SELECT x."check", x.kind, x.severity
    FROM jsonb_to_recordset(d -> 'rules') x ("check" text, kind text, severity text);
    DELETE FROM group_member;
    INSERT INTO group_member
    SELECT x.entity_id, x.label, (x.first_month || '-01')::date, (x.last_month || '-01')::date,
           (x.cut_off ->> 'days')::integer, (x.cut_off ->> 'at')::time, x.cut_off ->> 'timezone'
    FROM jsonb_to_recordset(d -> 'entities') x (entity_id text, label text, first_month text, last_month text, cut_off jsonb);
    INSERT INTO group_cut_off
    SELECT x.entity_id, (c.key || '-01')::date, c.value::timestamptz
    FROM jsonb_to_recordset(d -> 'entities') x (entity_id text, cut_off jsonb)
    CROSS JOIN LATERAL jsonb_each_text(x.cut_off -> 'exceptions') c;
    -- A zone that PostgreSQL does not know is found out here, and not by every reader.
    PERFORM now() AT TIME ZONE timezone FROM group_member;
    INSERT INTO dim_metric (metric, unit, label_en, label_fr)
    SELECT x.metric, x.unit, x.label_en, x.label_fr
    FROM jsonb_to_recordset(d -> 'metrics') x (metric text, unit text, label_en text, label_fr text)
    ON CONFLICT (metric) DO UPDATE SET unit = excluded.unit, label_en = excluded.label_en, label_fr = excluded.label_fr;
    INSERT INTO dim_domain AS t (domain_id, domain_label, domain_mode, indirect_method_key, indirect_label, is_enabled,
                                 available_from, ingest_function, connector)
    SELECT key_id, label, mode, CASE mode WHEN 'INDIRECT' THEN 'exchange' END, detail, NOT is_retired, '2000-01-01', 'load_group', 'exchange'
    FROM incoming_official WHERE kind = 'domain'
    ON CONFLICT (domain_id) DO UPDATE
    SET domain_label = excluded.domain_label, domain_mode = excluded.domain_mode, is_enabled = excluded.is_enabled,
        indirect_method_key = excluded.indirect_method_key, indirect_label = excluded.indirect_label;
    INSERT INTO dim_family AS t (family_id, domain_id, family_label, retired_at)
    SELECT key_id, parent_id, label, CASE WHEN is_retired THEN clock_timestamp() END FROM incoming_official WHERE kind = 'family'
    ON CONFLICT (family_id) DO UPDATE
    SET domain_id = excluded.domain_id, family_label = excluded.family_label,
        retired_at = CASE WHEN excluded.retired_at IS NOT NULL THEN coalesce(t.retired_at, excluded.retired_at) END;
    INSERT INTO dim_product AS t (product_id, family_id, product_label, retired_at)
    SELECT key_id, parent_id, label, CASE WHEN is_retired THEN clock_timestamp() END FROM incoming_official WHERE kind = 'product'
    ON CONFLICT (product_id) DO UPDATE
    SET family_id = excluded.family_id, product_label = excluded.product_label,
        retired_at = CASE WHEN excluded.retired_at IS NOT NULL THEN coalesce(t.retired_at, excluded.retired_at) END;
    INSERT INTO dim_application AS t (application_id, application_label, owner, retired_at)
    SELECT key_id, label, detail, CASE WHEN is_retired THEN clock_timestamp() END FROM incoming_official WHERE kind = 'application'
    ON CONFLICT (application_id) DO UPDATE
    SET application_label = excluded.application_label, owner = excluded.owner,
        retired_at = CASE WHEN excluded.retired_at IS NOT NULL THEN coalesce(t.retired_at, excluded.retired_at) END;
    UPDATE pricing_view SET is_default = false WHERE is_default;
    FOR view IN SELECT x.*, (SELECT array_agg(m.value ORDER BY m.value) FROM jsonb_array_elements_text(x.metrics) m) AS valued
                FROM jsonb_to_recordset(d -> 'pricing_views')
                     x (pricing_view_id text, label text, currency text, metrics jsonb, is_default boolean, is_retired boolean) LOOP
        INSERT INTO pricing_view (pricing_view_id, label, currency, is_default, retired_at)
        VALUES (view.pricing_view_id, view.label, view.currency, view.is_default, CASE WHEN view.is_retired THEN clock_timestamp() END)
        ON CONFLICT (pricing_view_id) DO UPDATE
        SET label = excluded.label, currency = excluded.currency, is_default = excluded.is_default, retired_at = excluded.retired_at;
        -- Another version where it values other metrics; published months keep what they were valued with until they come again.
        CONTINUE WHEN view.valued = (SELECT array_agg(m.metric::text ORDER BY m.metric::text) FROM pricing_view_version v
                                     JOIN pricing_view_metric m USING (version_id)
                                     WHERE v.pricing_view_id = view.pricing_view_id AND v.version =
                                           (SELECT max(w.version) FROM pricing_view_version w WHERE w.pricing_view_id = view.pricing_view_id));
        INSERT INTO pricing_view_version (pricing_view_id, version, author, reason)
        SELECT view.pricing_view_id, coalesce(max(v.version), 0) + 1, 'group release', 'release ' || for_version
        FROM pricing_view_version v WHERE v.pricing_view_id = view.pricing_view_id
        RETURNING version_id INTO next_version;
        INSERT INTO pricing_view_metric SELECT next_version, unnest(view.valued);
        UPDATE pricing_view_version SET published_at = clock_timestamp(), in_force_at = clock_timestamp() WHERE version_id = next_version;
    END LOOP;
    UPDATE publication SET generation = generation + 1;
    DROP TABLE incoming_official;
END $$;
COMMENT ON FUNCTION apply_group_release IS
    'Make a release what counts, in the transaction that wrote it: keys, mapping, rules, members, pricing views. Months that are published
stay as they were accepted until they are sent again. Its caller holds LOCK TABLE publication: labels change what readers see';
REVOKE ALL ON FUNCTION apply_group_release FROM public;

-- Completeness.

CREATE FUNCTION group_completeness(at timestamptz, first_month date, last_month date)
RETURNS TABLE (entity_id key_text, entity_label text, period_month month, status text, cut_off_at timestamptz,
               is_past_cut_off boolean, is_late boolean, exchange_id uuid, group_run_id uuid, published_at timestamptz,
               missing jsonb, last_status text, last_exchange uuid, last_error text)
LANGUAGE sql STABLE ROWS 1000 SET search_path = pg_catalog, public, pg_temp AS $$
WITH expected AS (
    SELECT m.entity_id, m.entity_label, p.month::date AS period_month,
           coalesce(c.cut_off_at,
                    (((p.month + interval '1 month')::date - 1 + m.cut_off_days) + m.cut_off_at) AT TIME ZONE m.timezone) AS cut_off_at
    FROM group_member m
    CROSS JOIN LATERAL generate_series(
        greatest(m.first_month, group_completeness.first_month)::timestamp,
        least(m.last_month, group_completeness.last_month, date_trunc('month', at AT TIME ZONE m.timezone)::date)::timestamp, '1 month') AS p (month)
    LEFT JOIN group_cut_off c ON c.entity_id = m.entity_id AND c.period_month = p.month::date
), runs AS (
    SELECT r.*, row_number() OVER (PARTITION BY r.entity_id, r.period_month, r.status = 'PUBLISHED'
                                   ORDER BY r.entity_generation DESC, r.begun_at DESC) AS place,
           row_number() OVER (PARTITION BY r.entity_id, r.period_month ORDER BY r.begun_at DESC) AS recent,
           min(r.published_at) OVER (PARTITION BY r.entity_id, r.period_month) AS first_published_at
    FROM group_ingestion_runs r
    WHERE r.period_month BETWEEN group_completeness.first_month AND group_completeness.last_month
      AND r.status <> 'SUPERSEDED'
)
SELECT e.entity_id, e.entity_label, e.period_month::month,
       CASE WHEN g.exchange_id IS NULL THEN CASE WHEN at > e.cut_off_at THEN 'late' ELSE 'expected' END
            WHEN g.missing <> '[]' THEN 'partial'
            WHEN g.is_closed THEN 'closed'
            ELSE 'received' END,
       e.cut_off_at, at > e.cut_off_at,
       CASE WHEN g.exchange_id IS NULL THEN at > e.cut_off_at ELSE g.first_published_at > e.cut_off_at END,
       g.exchange_id, g.group_run_id, g.published_at, coalesce(g.missing, '[]'), l.status, l.exchange_id, l.error_summary
FROM expected e
LEFT JOIN runs g ON g.entity_id = e.entity_id AND g.period_month = e.period_month AND g.status = 'PUBLISHED' AND g.place = 1
LEFT JOIN runs l ON l.entity_id = e.entity_id AND l.period_month = e.period_month AND l.recent = 1
$$;
COMMENT ON FUNCTION group_completeness IS
    'Each month that is expected of each entity, from its first one to the month of `at`: expected (nothing yet), late (nothing, and past the
cut-off), received, partial (the entity itself lacks domains), closed. last_*: the latest exchange, which may have been refused';
REVOKE ALL ON FUNCTION group_completeness FROM public;

-- What every answer of a group begins with. None of it asks a clock: an answer is the same as long as the generation is.

CREATE FUNCTION group_month(of_entities text[], in_first date, in_last date)
RETURNS TABLE (entity_id key_text, entity_label text, period_month date, status text, is_expected boolean, lacking json)
LANGUAGE sql STABLE ROWS 500 AS $$
WITH expected AS (
    SELECT m.entity_id, p.month::date AS period_month
    FROM group_member m
    CROSS JOIN LATERAL generate_series(greatest(m.first_month, in_first)::timestamp, least(m.last_month, in_last)::timestamp,
                                       '1 month') AS p (month)
    WHERE of_entities IS NULL OR m.entity_id = ANY (of_entities)
), published AS (
    SELECT x.entity_id, x.period_month::date AS period_month, count(x.run_id) > 0 AS is_published,
           (array_agg(x.run_id ORDER BY x.generation DESC NULLS LAST) FILTER (WHERE x.run_id IS NOT NULL))[1] AS run_id,
           json_agg(json_build_object('domainId', x.domain_id, 'domainLabel', coalesce(d.domain_label, x.domain_id),
                                      'since', to_char(x.missing_since, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
                                      'reason', x.missing_reason) ORDER BY x.domain_id)
               FILTER (WHERE x.missing_since IS NOT NULL) AS lacking
    FROM slice_publication x
    LEFT JOIN dim_domain d ON d.domain_id = x.domain_id
    WHERE x.period_month BETWEEN in_first AND in_last AND (of_entities IS NULL OR x.entity_id = ANY (of_entities))
    GROUP BY x.entity_id, x.period_month
)
SELECT k.entity_id::key_text, coalesce(m.entity_label, k.entity_id), k.period_month,
       CASE WHEN p.is_published IS NOT TRUE THEN 'missing'
            WHEN p.lacking IS NOT NULL THEN 'partial'
            WHEN EXISTS (SELECT FROM group_ingestion_runs r
                         WHERE r.entity_id = k.entity_id AND r.period_month = k.period_month AND r.group_run_id = p.run_id
                           AND r.is_closed) THEN 'closed'
            ELSE 'received' END,
       e.entity_id IS NOT NULL, coalesce(p.lacking, '[]')
FROM (SELECT entity_id, period_month FROM expected
      UNION SELECT entity_id, period_month FROM published WHERE is_published) k
LEFT JOIN expected e ON e.entity_id = k.entity_id AND e.period_month = k.period_month
LEFT JOIN published p ON p.entity_id = k.entity_id AND p.period_month = k.period_month
LEFT JOIN group_member m ON m.entity_id = k.entity_id
$$;
COMMENT ON FUNCTION group_month IS
    'Each month that is expected of an entity, or that it published: missing, partial (lacking: its missing domains), received, closed.
Whether what is missing is late is what group_completeness() says, which asks a clock';
REVOKE ALL ON FUNCTION group_month FROM public;

CREATE FUNCTION group_missing(of_entities text[], in_first date, in_last date) RETURNS json LANGUAGE sql STABLE AS $$
SELECT json_agg(json_build_object('entityId', m.entity_id, 'entityLabel', m.entity_label,
                                  'period', to_char(m.period_month, 'YYYY-MM'), 'status', m.status, 'domains', m.lacking)
                ORDER BY m.period_month, m.entity_id)
FROM group_month(of_entities, in_first, in_last) m
WHERE m.status IN ('missing', 'partial')
$$;
COMMENT ON FUNCTION group_missing IS 'What figures of these months lack, as answers say it; NULL: nothing';
REVOKE ALL ON FUNCTION group_missing FROM public;

CREATE FUNCTION group_scope(of_entities text[], asked_first date, asked_last date, months integer, asked_view text, against text)
RETURNS TABLE (first_month date, last_month date, other_first date, other_last date, months date[], entities text[],
               pricing_view_id text, currency text, generation bigint, run_id uuid, as_of timestamptz, release integer,
               published boolean, missing json, comparable boolean, compared_with json)
LANGUAGE sql STABLE AS $$
WITH shown AS (
    SELECT max(x.period_month) AS month, array_agg(DISTINCT x.entity_id::text) AS entities
    FROM slice_publication x
    WHERE x.run_id IS NOT NULL AND (of_entities IS NULL OR x.entity_id = ANY (of_entities))
), asked AS (
    SELECT coalesce(asked_first, (month - make_interval(months => months - 1))::date) AS first_month,
           coalesce(asked_last, month) AS last_month, coalesce(entities, '{}') AS entities
    FROM shown
), compared AS (
    SELECT a.*, (a.first_month - make_interval(months => b.apart))::date AS other_first,
           (a.last_month - make_interval(months => b.apart))::date AS other_last
    FROM asked a
    CROSS JOIN LATERAL (SELECT CASE WHEN against = 'lastYear' THEN 12
                                    ELSE (extract(year FROM age(a.last_month, a.first_month)) * 12
                                          + extract(month FROM age(a.last_month, a.first_month)))::integer + 1 END AS apart) b
), state AS (
    SELECT c.*, EXISTS (SELECT FROM slice_publication x
                        WHERE x.entity_id = ANY (c.entities) AND x.run_id IS NOT NULL
                          AND x.period_month BETWEEN c.first_month AND c.last_month) AS is_published,
           EXISTS (SELECT FROM slice_publication x
                   WHERE x.entity_id = ANY (c.entities) AND x.run_id IS NOT NULL
                     AND x.period_month BETWEEN c.other_first AND c.other_last) AS other_published
    FROM compared c
)
SELECT s.first_month, s.last_month, s.other_first, s.other_last,
       ARRAY(SELECT m::date FROM generate_series(s.other_first::timestamp, s.last_month, interval '1 month') m
             WHERE m <= s.other_last OR m >= s.first_month),
       s.entities, v.pricing_view_id, v.currency, p.generation, l.run_id, l.published_at,
       (SELECT max(version) FROM group_release), s.is_published, group_missing(of_entities, s.first_month, s.last_month),
       s.is_published AND s.other_published,
       CASE WHEN s.is_published AND s.other_published
            THEN json_build_object('from', to_char(s.other_first, 'YYYY-MM'), 'to', to_char(s.other_last, 'YYYY-MM'),
                                   'missing', coalesce(group_missing(of_entities, s.other_first, s.other_last), '[]')) END
FROM state s
CROSS JOIN (SELECT coalesce(sum(generation), 0)::bigint AS generation FROM publication) p
LEFT JOIN (SELECT run_id, published_at FROM publication ORDER BY published_at DESC, entity_id LIMIT 1) l ON true
LEFT JOIN pricing_view_current v
       ON CASE WHEN asked_view IS NULL THEN v.is_default ELSE v.pricing_view_id = asked_view END
$$;
COMMENT ON FUNCTION group_scope IS
    'As compared_scope, of a group: of_entities (NULL: all) that published something (entities), the months meant and those they are
compared with, what is missing in both. generation: the sum of all entities'', so that it rises with each publication and release.
Always one row; pricing_view_id is NULL for an unknown view';
REVOKE ALL ON FUNCTION group_scope FROM public;

CREATE FUNCTION group_cost(of_entities text[], for_view text, in_months date[], since date, in_environment text, grain text,
                           of_domains text[], of_applications text[])
RETURNS TABLE (entity_id key_text, domain_id key_text, application_id key_text, is_here boolean, cost numeric,
               previous_cost numeric, unallocated_cost numeric, unpriced_rows bigint, previous_unpriced bigint)
LANGUAGE plpgsql STABLE ROWS 5000 SET plan_cache_mode = force_custom_plan AS $$
#variable_conflict use_column
BEGIN
    -- Planned for the values it is called with: one branch is left of it, and the partitions of its months.
    RETURN QUERY
    WITH cells AS (
        SELECT c.entity_id, c.domain_id, NULL::key_text AS application_id, c.period_month >= since AS now, c.cost,
               c.unallocated_cost, c.unpriced_rows
        FROM mv_cost_domain_month c
        WHERE grain = 'domain' AND of_applications IS NULL AND (of_domains IS NULL OR c.domain_id = ANY (of_domains))
          AND c.entity_id = ANY (of_entities) AND c.pricing_view_id = for_view AND c.period_month = ANY (in_months)
          AND (in_environment IS NULL OR c.environment = in_environment)
        UNION ALL
        SELECT c.entity_id, NULL, c.application_id, c.period_month >= since, c.cost,
               CASE c.application_id WHEN 'unallocated' THEN c.cost END, c.unpriced_rows
        FROM mv_rank_app_month c
        WHERE grain = 'application' AND of_domains IS NULL
          AND (of_applications IS NULL OR c.application_id = ANY (of_applications))
          AND c.entity_id = ANY (of_entities) AND c.pricing_view_id = for_view AND c.period_month = ANY (in_months)
          AND c.environment = coalesce(in_environment, '(all)') AND ('ended' IN (c.status, c.status_year)) IS NOT TRUE
        UNION ALL
        SELECT c.entity_id, CASE grain WHEN 'domain' THEN c.domain_id END,
               CASE grain WHEN 'application' THEN c.application_id END, c.period_month >= since, c.cost,
               CASE c.application_id WHEN 'unallocated' THEN c.cost END, c.unpriced_rows
        FROM mv_cost_app_domain_month c
        WHERE (grain = 'domain' AND of_applications IS NOT NULL OR grain = 'application' AND of_domains IS NOT NULL)
          AND (of_domains IS NULL OR c.domain_id = ANY (of_domains))
          AND (of_applications IS NULL OR c.application_id = ANY (of_applications))
          AND c.entity_id = ANY (of_entities) AND c.pricing_view_id = for_view AND c.period_month = ANY (in_months)
          AND (in_environment IS NULL OR c.environment = in_environment)
    ), folded AS (
        SELECT c.entity_id, c.domain_id, c.application_id, count(*) FILTER (WHERE c.now) > 0 AS is_here,
               sum(c.cost) FILTER (WHERE c.now) AS cost, sum(c.cost) FILTER (WHERE NOT c.now) AS previous_cost,
               sum(c.unallocated_cost) FILTER (WHERE c.now) AS unallocated_cost,
               coalesce(sum(c.unpriced_rows) FILTER (WHERE c.now), 0)::bigint AS unpriced_rows,
               coalesce(sum(c.unpriced_rows) FILTER (WHERE NOT c.now), 0)::bigint AS previous_unpriced
        FROM cells c GROUP BY c.entity_id, c.domain_id, c.application_id
    ), slices AS (
        SELECT x.entity_id, x.domain_id FROM slice_publication x
        WHERE x.entity_id = ANY (of_entities) AND x.run_id IS NOT NULL AND x.period_month = ANY (in_months)
          AND x.period_month >= since
        GROUP BY GROUPING SETS ((x.entity_id, x.domain_id), (x.entity_id))
    )
    -- Gone since the months before: 0 where the entity has published, of a domain that domain; unknown where not.
    SELECT f.entity_id, f.domain_id::key_text, f.application_id::key_text, f.is_here,
           CASE WHEN f.is_here THEN f.cost WHEN s.entity_id IS NOT NULL THEN 0 END, f.previous_cost, f.unallocated_cost,
           f.unpriced_rows, f.previous_unpriced
    FROM folded f
    LEFT JOIN slices s ON s.entity_id = f.entity_id AND coalesce(s.domain_id, '') = coalesce(f.domain_id, '');
END $$;
COMMENT ON FUNCTION group_cost IS
    'What each of the entities cost by domain or by application (grain), in the months from since on and in those before it
(previous_*). cost NULL: unpriced, or not published. is_here: it has a cost from since on';
REVOKE ALL ON FUNCTION group_cost FROM public;

-- An entity's outbox.

CREATE TABLE group_outbox (
    entity_id       key_text,
    period_month    month,
    is_wanted       boolean NOT NULL DEFAULT true,
    wanted_since    timestamptz NOT NULL DEFAULT clock_timestamp(),
    requested_by    text,
    attempts        integer NOT NULL DEFAULT 0,
    next_attempt_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    leased_until    timestamptz,
    sent_generation bigint,
    sent_is_closed  boolean,
    sent_release    integer,
    exchange_id     uuid,
    status          text CHECK (status IN ('RECEIVING', 'LOADED', 'PUBLISHED', 'REFUSED', 'SUPERSEDED', 'FAILED', 'ABANDONED')),
    acknowledged_at timestamptz,
    findings        jsonb NOT NULL DEFAULT '[]',
    error_code      text,
    error_summary   text,
    PRIMARY KEY (entity_id, period_month)
);
COMMENT ON TABLE group_outbox IS 'Per published month of this entity: what the group has of it, and whether it is to be sent';
COMMENT ON COLUMN group_outbox.status IS 'What the group last said of exchange_id, as group_ingestion_runs has it there';
COMMENT ON COLUMN group_outbox.leased_until IS 'Until then somebody is sending it';
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX group_outbox_due ON group_outbox (next_attempt_at) WHERE is_wanted;

CREATE TABLE group_reference (
    entity_id  key_text PRIMARY KEY,
    version    integer NOT NULL,
    checksum   text NOT NULL,
    document   jsonb NOT NULL,
    fetched_at timestamptz NOT NULL,
    etag       text
);
COMMENT ON TABLE group_reference IS 'The group''s latest release as this entity fetched it: what it is compared with, and sent along';
COMMENT ON COLUMN group_reference.etag IS 'What the group named it: asked again with it, it answers that nothing changed';

ALTER TABLE group_release SET (vacuum_truncate = false);
ALTER TABLE group_member SET (vacuum_truncate = false);
ALTER TABLE group_cut_off SET (vacuum_truncate = false);
ALTER TABLE group_official SET (vacuum_truncate = false);
ALTER TABLE group_mapping SET (vacuum_truncate = false);
ALTER TABLE group_rule SET (vacuum_truncate = false);
ALTER TABLE group_exchange SET (vacuum_truncate = false);
ALTER TABLE group_piece SET (vacuum_truncate = false);
ALTER TABLE group_finding SET (vacuum_truncate = false);
ALTER TABLE exchanged_price_month SET (vacuum_truncate = false);
ALTER TABLE group_outbox SET (vacuum_truncate = false);
ALTER TABLE group_reference SET (vacuum_truncate = false);
