-- Somebody goes on with it.
UPDATE group_exchange SET changed_at = clock_timestamp(), sent_by = %(sent_by)s WHERE exchange_id = %(exchange_id)s
