"""How fast the dashboard is, beside a page of as many charts written in the plainest way."""
