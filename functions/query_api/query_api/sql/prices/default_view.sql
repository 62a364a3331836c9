-- The default pricing view, if there is one.
SELECT pricing_view_id FROM pricing_view WHERE is_default
