-- The lines that the last CSV file kept aside, one row each though each missing field is an error of its own.
SELECT line_byte_position AS position, csv_line AS line, any_value(error_message) AS message
FROM reject_errors
GROUP BY ALL
ORDER BY position
