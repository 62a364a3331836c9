-- Enable or disable a domain.
UPDATE dim_domain SET is_enabled = %(enabled)s WHERE domain_id = %(domain)s AND is_enabled <> %(enabled)s
