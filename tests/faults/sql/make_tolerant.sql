UPDATE dim_domain SET failure_policy = 'tolerant' WHERE domain_id = ANY (%(domains)s)
