"""Questions in words, read by a grammar over the catalogue: no model, and no figure of its own."""
