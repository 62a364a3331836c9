-- A number in plain or scientific notation by its significant digits; NULL when it is none, or beyond the bounds.
-- The lists of one are there for their lambdas: a macro's argument is evaluated wherever the macro names it.
CREATE TEMP MACRO by_digits(written, may_round) AS list_transform(
    list_transform([number_parts(written)], lambda parts: significant(parts)),
    lambda number: placed_digits(number.sign, number.digits, number.after_point, may_round)
)[1]
