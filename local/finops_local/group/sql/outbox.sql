-- What an entity owes its group, and what the group said.
SELECT to_char(period_month, 'YYYY-MM') AS period, status, is_wanted, error_code, error_summary,
       jsonb_array_length(findings) AS findings
FROM group_outbox WHERE entity_id = %(entity_id)s ORDER BY period_month
