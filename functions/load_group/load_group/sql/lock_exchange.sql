-- A known exchange, held until the end of the transaction. What became of it is asked after that: a statement that
-- waited here still sees what was before.
SELECT attempt FROM group_exchange
WHERE exchange_id = %(exchange_id)s AND period_month = %(period_month)s
FOR UPDATE
