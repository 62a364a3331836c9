-- The number that the parts make; NULL when they hold no digit or it is beyond the bounds.
CREATE TEMP MACRO exact_from_parts(parts) AS (
    CASE WHEN parts.whole || parts.fraction <> ''
         THEN placed_digits(
             parts.sign,
             trim(parts.whole || parts.fraction, '0'),
             length(parts.fraction) - coalesce(TRY_CAST(parts.exponent AS INTEGER), 0)
             - (length(parts.whole || parts.fraction) - length(rtrim(parts.whole || parts.fraction, '0')))
         ) END
)
