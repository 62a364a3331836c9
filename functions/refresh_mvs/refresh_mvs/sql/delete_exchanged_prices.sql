-- In a group: what the entity's months were valued with.
DELETE FROM exchanged_price_month
WHERE entity_id = %(entity_id)s AND period_month = ANY (%(periods)s::date[])
