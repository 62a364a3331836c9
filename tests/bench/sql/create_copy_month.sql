-- Copies a month of every published table to another, as fast as can be: rows first, indexes after, no WAL.
-- Nothing writes to such a month while something is measured, so that it is only there to be in the way.
CREATE FUNCTION bench_copy_month(from_month date, to_month date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    parent    record;
    index     record;
    source    text;
    partition text;
BEGIN
    FOR parent IN SELECT c.oid, t.table_name, t.fillfactor, string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) AS columns
                  FROM month_partitioned t
                  JOIN pg_class c ON c.oid = to_regclass('public.' || t.table_name)
                  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND a.attname <> 'period_month'
                  GROUP BY c.oid, t.table_name, t.fillfactor ORDER BY t.table_name LOOP
        source := parent.table_name || to_char(from_month, '_YYYY_MM');
        partition := parent.table_name || to_char(to_month, '_YYYY_MM');
        EXECUTE format('CREATE UNLOGGED TABLE %I (LIKE %I INCLUDING DEFAULTS INCLUDING CONSTRAINTS)
                        WITH (autovacuum_enabled = off, fillfactor = %s)', partition, parent.table_name, parent.fillfactor);
        EXECUTE format('INSERT INTO %1$I (period_month, %2$s) SELECT %3$L, %2$s FROM %4$I', partition, parent.columns,
                       to_month, source);
        FOR index IN SELECT i.indexrelid::text AS id, pg_get_indexdef(i.indexrelid) AS definition, pg_get_constraintdef(c.oid) AS key
                     FROM pg_index i LEFT JOIN pg_constraint c ON c.conindid = i.indexrelid AND c.contype = 'p'
                     WHERE i.indrelid = parent.oid LOOP
            IF index.key IS NULL THEN
                -- Months are copied side by side, and a name that PostgreSQL chooses is cut before the month.
                EXECUTE format('CREATE INDEX %I ON %I %s', to_char(to_month, '"bench_"YYYY_MM_') || index.id, partition,
                               substring(index.definition FROM 'USING .*'));
            ELSE
                EXECUTE format('ALTER TABLE %I ADD %s', partition, index.key);
            END IF;
        END LOOP;
        EXECUTE format('ANALYZE %I', partition);
    END LOOP;
    FOR parent IN SELECT table_name FROM month_partitioned ORDER BY table_name LOOP
        EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', parent.table_name,
                       parent.table_name || to_char(to_month, '_YYYY_MM'), to_month, to_month + interval '1 month');
    END LOOP;
END $$
