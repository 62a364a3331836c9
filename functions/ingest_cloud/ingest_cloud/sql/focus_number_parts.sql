-- The parts of a number in plain or scientific notation; all empty when it is not one.
CREATE TEMP MACRO number_parts(written) AS regexp_extract(
    trim(written, getvariable('whitespace')),
    '^([+-]?)([0-9]*)(?:\.([0-9]*))?(?:[eE]([+-]?[0-9]{1,4}))?$',
    ['sign', 'whole', 'fraction', 'exponent']
)
