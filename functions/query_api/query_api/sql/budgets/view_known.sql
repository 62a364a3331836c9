-- Whether a pricing view can have budgets.
SELECT FROM pricing_view WHERE pricing_view_id = %(view)s AND retired_at IS NULL
