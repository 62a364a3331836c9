-- A pricing view that nobody can ask for any more; its versions are kept.
UPDATE pricing_view SET retired_at = now() WHERE pricing_view_id = %(view)s::text
