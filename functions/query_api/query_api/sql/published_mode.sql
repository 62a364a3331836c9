-- The mode of a domain that has published figures; no row: none are, or there is no such domain.
SELECT d.domain_mode FROM dim_domain d
WHERE d.domain_id = %(domain)s
  AND EXISTS (SELECT FROM slice_publication s WHERE s.domain_id = d.domain_id AND s.run_id IS NOT NULL)
