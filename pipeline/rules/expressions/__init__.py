"""Of a regular expression alone: its parse, whether it can backtrack without bound, by what it is found."""
