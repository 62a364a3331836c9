"""The data mart's schema: applies the migrations of `sql/migrations`, then the grants of `sql/roles.sql`."""
