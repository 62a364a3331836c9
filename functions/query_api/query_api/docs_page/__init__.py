"""`/docs`: the OpenAPI document for people, with everything it needs served from here."""
