-- A reader who stops reading holds no snapshot longer than this: vacuum would have to keep every row for it.
SELECT set_config('idle_in_transaction_session_timeout', %(milliseconds)s::text, true)
