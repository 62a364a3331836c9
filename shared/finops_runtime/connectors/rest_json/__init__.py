"""The `rest_json` connectors, by stage: call (the month filled in), walk (page by page), mapping (by expressions)."""
