-- The facts that were read, as those of this exchange and entity.
INSERT INTO group_staged_fact (exchange_id, entity_id, domain_id, family_id, product_id, application_id, environment,
                               consumption_type, consumption_metric, quantity, source)
SELECT %(exchange_id)s, %(entity_id)s, domain_id, family_id, product_id, application_id, environment, consumption_type,
       consumption_metric, quantity, source
FROM pg_temp.incoming_facts
