-- Applications and their aliases fed from a source; what was claimed twice; which keys nobody knows.
-- depends: 0008_pre_coefficients

ALTER TABLE dim_application ADD COLUMN fed_by key_text;
COMMENT ON COLUMN dim_application.fed_by IS
    'The source whose feed names it; NULL: no feed does. A feed of another source never renames it';

ALTER TABLE application_alias ADD COLUMN claimed_by key_text NOT NULL DEFAULT 'admin';
COMMENT ON COLUMN application_alias.claimed_by IS
    'Who mapped it: admin, or the source that claimed it. What stands is never overwritten by a feed';

CREATE TABLE staged_application (
    run_id            uuid NOT NULL,
    domain_id         key_text NOT NULL,
    period_month      month NOT NULL,
    source            key_text NOT NULL,
    application_key   key_text NOT NULL,
    application_label text NOT NULL,
    owner             text,
    is_retired        boolean NOT NULL,
    PRIMARY KEY (run_id, domain_id, period_month, application_key)
);
COMMENT ON TABLE staged_application IS 'Applications as the sources of the runs under way name them';

CREATE TABLE staged_application_alias (
    run_id          uuid NOT NULL,
    domain_id       key_text NOT NULL,
    period_month    month NOT NULL,
    application_key key_text NOT NULL,
    source_system   key_text NOT NULL,
    foreign_key     key_text NOT NULL,
    PRIMARY KEY (run_id, domain_id, period_month, application_key, source_system, foreign_key)
);
COMMENT ON TABLE staged_application_alias IS 'What other keys a staged application says it has, beside its own';

CREATE TABLE referential_feed (
    entity_id     key_text,
    source_system key_text,
    period_month  month NOT NULL,
    run_id        uuid NOT NULL,
    applied_at    timestamptz NOT NULL,
    PRIMARY KEY (entity_id, source_system)
);
COMMENT ON TABLE referential_feed IS
    'The month whose applications were applied last: running an older month again does not bring old names back';

CREATE TABLE alias_conflict (
    source_system           key_text,
    foreign_key             key_text,
    claimed_application_id  key_text,
    claimed_by              key_text,
    standing_application_id key_text,
    first_seen              timestamptz NOT NULL,
    last_seen               timestamptz NOT NULL,
    run_id                  uuid NOT NULL,
    resolved_at             timestamptz,
    PRIMARY KEY (source_system, foreign_key, claimed_application_id, claimed_by)
);
COMMENT ON TABLE alias_conflict IS
    'Claims of an alias that were not granted. The mapping that stands stays; where none stands nobody gets it';
COMMENT ON COLUMN alias_conflict.standing_application_id IS 'NULL: nobody has the alias, its quantities are unallocated';
COMMENT ON COLUMN alias_conflict.resolved_at IS 'When the claim was gone, or an admin had mapped the alias';

CREATE TABLE unknown_key (
    entity_id          key_text NOT NULL,
    period_month       month NOT NULL,
    domain_id          key_text NOT NULL,
    source_system      key_text NOT NULL,
    kind               text NOT NULL CHECK (kind IN ('application', 'product')),
    foreign_key        key_text,
    consumption_metric key_text NOT NULL,
    quantity           exact_quantity NOT NULL,
    rows               bigint NOT NULL,
    key_count          bigint NOT NULL CHECK (foreign_key IS NULL OR key_count = 1)
);
COMMENT ON TABLE unknown_key IS
    'Per published slice: keys that no alias knows, the largest by quantity; its quantities add up to the unallocated
(unmapped) ones, but for keys that an admin mapped to the reserved ones';
COMMENT ON COLUMN unknown_key.key_count IS
    'How many keys the row stands for: 1; 0: relevés that name none; any, without a key: the remainder of a long list';
CREATE INDEX unknown_key_by_slice ON unknown_key (entity_id, period_month, domain_id);

-- STRICT keeps these three from being inlined: joined to relevés, they would be computed again for every one of them.
CREATE FUNCTION fed_application(for_run uuid)
RETURNS TABLE (source key_text, application_key key_text, application_id key_text, application_label text, owner text,
               is_retired boolean, domain_id key_text, period_month month)
LANGUAGE sql STABLE STRICT ROWS 3000 AS $$
WITH applied AS (
    SELECT s.source, max(s.period_month::date) AS period_month
    FROM staged_application s
    JOIN etl_runs r ON r.run_id = s.run_id
    LEFT JOIN referential_feed f ON f.entity_id = r.entity_id AND f.source_system = s.source
    WHERE s.run_id = for_run AND (f.period_month IS NULL OR s.period_month >= f.period_month)
    GROUP BY s.source
), named AS (
    SELECT DISTINCT ON (s.source, s.application_key) s.*
    FROM staged_application s
    JOIN applied m ON m.source = s.source AND m.period_month = s.period_month
    WHERE s.run_id = for_run
    ORDER BY s.source, s.application_key, s.domain_id
), placed AS (
    SELECT n.*, a.application_id AS standing_id, d.fed_by,
           count(*) FILTER (WHERE a.application_id IS NULL) OVER (PARTITION BY n.application_key) AS newcomers
    FROM named n
    LEFT JOIN application_alias a ON a.source_system = n.source AND a.foreign_key = n.application_key
    LEFT JOIN dim_application d ON d.application_id = n.application_key
)
SELECT source, application_key,
       CASE WHEN standing_id IS NOT NULL THEN standing_id
            WHEN newcomers = 1 AND (fed_by IS NULL OR fed_by = source) THEN application_key END,
       application_label, owner, is_retired, domain_id, period_month
FROM placed
WHERE coalesce(standing_id, application_key) NOT IN ('unallocated', 'unmapped')
$$;
COMMENT ON FUNCTION fed_application IS
    'The applications that a run brings, with the id each has or gets: the one its own key is mapped to, else that key.
No id where another source has it already, or claims it too. Empty for months older than the one applied last.';
REVOKE ALL ON FUNCTION fed_application FROM public;

CREATE FUNCTION alias_claim(for_run uuid)
RETURNS TABLE (source_system key_text, foreign_key key_text, application_id key_text, claimed_by key_text,
               standing_id key_text, outcome text)
LANGUAGE sql STABLE STRICT ROWS 10000 AS $$
WITH fed AS MATERIALIZED (
    SELECT * FROM fed_application(for_run)
), claims AS (
    SELECT source AS source_system, application_key AS foreign_key,
           coalesce(application_id, application_key) AS application_id, source AS claimed_by,
           application_id IS NOT NULL AS has_id
    FROM fed
    UNION
    SELECT a.source_system, a.foreign_key, coalesce(f.application_id, f.application_key), f.source,
           f.application_id IS NOT NULL
    FROM fed f
    JOIN staged_application_alias a
      ON a.run_id = for_run AND a.domain_id = f.domain_id AND a.period_month = f.period_month
     AND a.application_key = f.application_key
), rivals AS (
    SELECT c.*, true AS is_fed FROM claims c
    UNION ALL
    SELECT o.source_system, o.foreign_key, o.claimed_application_id, o.claimed_by, true, false
    FROM alias_conflict o
    WHERE o.resolved_at IS NULL AND NOT EXISTS (SELECT FROM fed WHERE fed.source = o.claimed_by)
), judged AS (
    SELECT r.*, s.application_id AS standing_id, s.claimed_by AS standing_by,
           min(r.application_id) OVER claimants = max(r.application_id) OVER claimants AS is_undisputed,
           bool_and(r.has_id) OVER claimants AS have_ids
    FROM rivals r
    LEFT JOIN application_alias s ON s.source_system = r.source_system AND s.foreign_key = r.foreign_key
    WINDOW claimants AS (PARTITION BY r.source_system, r.foreign_key)
)
SELECT source_system, foreign_key, application_id, claimed_by, standing_id,
       CASE WHEN standing_id = application_id THEN 'agreed'
            WHEN standing_by = 'admin' THEN 'decided'
            WHEN standing_id IS NOT NULL OR NOT is_undisputed OR NOT have_ids THEN 'refused'
            WHEN row_number() OVER (PARTITION BY source_system, foreign_key ORDER BY is_fed DESC, claimed_by) = 1
            THEN 'granted'
            ELSE 'agreed' END
FROM judged
WHERE is_fed
$$;
COMMENT ON FUNCTION alias_claim IS
    'Every alias that a run''s applications claim, and what comes of it. granted: nobody has it, and all who claim it, now or
in an open conflict of a source that is not in the run, mean one application; once per alias. agreed: nothing to do.
decided: an admin mapped it otherwise. refused: a conflict.';
REVOKE ALL ON FUNCTION alias_claim FROM public;

CREATE FUNCTION alias_of_run(for_run uuid)
RETURNS TABLE (source_system key_text, foreign_key key_text, application_id key_text)
LANGUAGE sql STABLE STRICT ROWS 10000 AS $$
SELECT source_system, foreign_key, application_id FROM application_alias
UNION ALL
SELECT source_system, foreign_key, application_id FROM alias_claim(for_run) WHERE outcome = 'granted'
$$;
COMMENT ON FUNCTION alias_of_run IS
    'What application keys mean to a run: the aliases that stand, and those that its publication will add';
REVOKE ALL ON FUNCTION alias_of_run FROM public;
