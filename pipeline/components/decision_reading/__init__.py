"""Reading verdicts: what they say and of which item, the other items they rest on, the reviewers of a panel."""
