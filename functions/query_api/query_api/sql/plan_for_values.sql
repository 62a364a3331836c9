-- Plan each statement of this transaction for the values that it comes with, and for no others.
SET LOCAL plan_cache_mode = force_custom_plan
