-- Another file begins with none.
DROP TABLE IF EXISTS reject_errors
