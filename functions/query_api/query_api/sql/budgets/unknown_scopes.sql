-- Which lines are of something that the referential does not know, by their place, from 1.
SELECT i.place
FROM unnest(%(scopes)s::text[], %(ids)s::text[]) WITH ORDINALITY AS i (scope, scope_id, place)
WHERE NOT CASE i.scope
    WHEN 'entity' THEN i.scope_id = %(entity)s
    WHEN 'domain' THEN EXISTS (SELECT FROM dim_domain d WHERE d.domain_id = i.scope_id)
    WHEN 'family' THEN EXISTS (SELECT FROM dim_family f WHERE f.family_id = i.scope_id)
    WHEN 'product' THEN EXISTS (SELECT FROM dim_product p WHERE p.product_id = i.scope_id)
    ELSE EXISTS (SELECT FROM dim_application a WHERE a.application_id = i.scope_id) END
ORDER BY i.place
