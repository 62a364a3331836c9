-- Its first version, still a draft: prices can only be written before it is published.
INSERT INTO pricing_view_version (pricing_view_id, version, author, reason)
VALUES (%(view)s, 1, 'sample', 'prices of the sample company')
RETURNING version_id
