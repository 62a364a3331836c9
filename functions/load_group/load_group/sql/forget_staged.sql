-- Pieces and rows of an exchange that ended.
SELECT forget_staged_exchange(%(exchange_id)s)
