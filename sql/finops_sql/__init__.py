"""The data mart's schema: applies `sql/migrations`, then logins (`logins.sql`) and grants (`roles.sql`)."""
