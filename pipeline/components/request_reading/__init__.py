"""The details of a request, one module per idea; `pipeline.components.requests` puts them together."""
