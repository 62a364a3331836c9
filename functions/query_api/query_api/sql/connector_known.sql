-- What a connector accepts; and the connectors that its function has, for whoever mistyped.
SELECT (SELECT config_schema FROM connector
        WHERE ingest_function = %(ingest_function)s AND connector = %(connector)s) AS config_schema,
       ARRAY(SELECT connector FROM connector WHERE ingest_function = %(ingest_function)s ORDER BY connector) AS known
