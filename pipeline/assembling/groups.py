"""The span groups, and labels in them, that components write for a record to be made of (docs/architecture.md)."""

from __future__ import annotations

CLINICAL = "clinical"
REVIEWERS = "reviewers"
GROUPS = (
    *("layout", "sections", "fields", "people", "rules", "dates", "requests", "citations", "citation_parts"),
    *("guideline_lines", "decisions", REVIEWERS, CLINICAL, "own", "verdicts", "warnings"),
)
"""The groups that a record is made of."""
REVIEWER, SPECIALTY, VOTE = "reviewer", "specialty", "vote"
"""Labels of the group `reviewers`, beside those that a layout writes: a reviewer, a specialty, how many found alike."""
STATE_DIAGNOSIS, STATE_TREATMENT = "state_diagnosis", "state_treatment"
"""Labels of the group `requests`: the state's categories of an item."""
