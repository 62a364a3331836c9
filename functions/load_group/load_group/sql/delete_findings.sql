-- What was found at the attempt before.
DELETE FROM group_finding WHERE exchange_id = %(exchange_id)s
