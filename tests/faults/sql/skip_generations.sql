UPDATE publication SET generation = generation + %(skipped)s
