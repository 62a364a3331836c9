-- The digits of a number without the zeros around them, and how many of them stand after its point; NULL without any.
CREATE TEMP MACRO significant(parts) AS (
    CASE WHEN parts.whole || parts.fraction <> ''
         THEN {
             'sign': parts.sign,
             'digits': trim(parts.whole || parts.fraction, '0'),
             'after_point': length(parts.fraction) - coalesce(TRY_CAST(parts.exponent AS INTEGER), 0)
                 - (length(parts.whole || parts.fraction) - length(rtrim(parts.whole || parts.fraction, '0')))
         } END
)
