-- Whether the data mart knows any domain yet.
SELECT EXISTS (SELECT FROM dim_domain)
