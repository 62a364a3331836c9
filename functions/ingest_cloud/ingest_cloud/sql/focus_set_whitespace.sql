-- What counts as the space around a text: what Python strips, since relevés and quantities are stripped by it.
SET VARIABLE whitespace = $whitespace
