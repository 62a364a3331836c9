-- The tiny company uses some of the sample's domains.
UPDATE dim_domain SET is_enabled = false WHERE NOT domain_id = ANY (%(domains)s)
