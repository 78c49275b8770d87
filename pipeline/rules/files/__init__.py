"""Rule files: which there are, their YAML with lines, one laid over another, what is kept of them between runs."""
