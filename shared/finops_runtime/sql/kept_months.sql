-- The domains that one function lands, enabled or not, and the months that are open.
SELECT ARRAY(SELECT domain_id::text FROM dim_domain
             WHERE ingest_function = %(ingest_function)s ORDER BY domain_id) AS domains,
       ARRAY(SELECT period_month::date FROM period_status
             WHERE entity_id = %(entity_id)s AND status = 'OPEN' ORDER BY period_month) AS open_months
