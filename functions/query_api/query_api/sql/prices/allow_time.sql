-- Prices of many months are written, and what they change reckoned, in longer than an answer to readers may take.
SELECT set_config('statement_timeout', %(milliseconds)s::text, true)
