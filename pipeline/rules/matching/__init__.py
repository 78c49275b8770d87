"""Rules at work on a letter: the three engines, overlaps, and what counts beside what."""
