-- An exchange that receives, held so that nothing ends it; pieces may come side by side.
SELECT 1 AS held FROM group_exchange
WHERE exchange_id = %(exchange_id)s AND period_month = %(period_month)s AND status = 'RECEIVING'
FOR SHARE
