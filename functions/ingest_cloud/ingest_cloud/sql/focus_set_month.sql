-- The month of the step as its dates begin, `2024-09-`: most charges are told by it without any parsing.
SET VARIABLE month_prefix = $prefix
