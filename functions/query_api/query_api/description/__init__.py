"""What the OpenAPI document says beside the models: topics, examples, headers."""
