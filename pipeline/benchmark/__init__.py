"""How fast the pipeline is, measured: against other tools on the same letters, by stage, by size, by processes."""
