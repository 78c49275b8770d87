"""What comes again in a results folder: sentences that stand in many letters, and letters that stand there twice."""
