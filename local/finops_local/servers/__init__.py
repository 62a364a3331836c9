"""PostgreSQL and MongoDB for one machine: started from wheels, or somebody else's when their URL is given."""
