"""How fast the dashboard is, beside the same charts on pages made with other tools."""
