"""A dashboard over the quality reports that a vocational school publishes year by year."""
