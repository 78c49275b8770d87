"""How a panel's reviewers found, counted."""

from __future__ import annotations

from pipeline.records.model import Letter


def agreeing(letter: Letter) -> int | None:
    """How many reviewers found as was decided: as a vote says, or else by each one's finding. What is overturned in
    part counts as overturned. `None` where the review does not tell, or has no decision."""
    if letter.outcome is None or not letter.reviewers:
        return None
    upheld = letter.outcome == "upheld"
    for vote in letter.votes:
        if vote.finding is not None:
            return vote.count if (vote.finding == "upheld") == upheld else vote.of - vote.count
    findings = [one.finding.value for one in letter.reviewers if one.finding is not None]
    if len(findings) < len(letter.reviewers):
        return None
    return sum((finding == "upheld") == upheld for finding in findings)
