"""How good records are (against gold records), and how two sets of records differ. Works on records as plain
data."""
