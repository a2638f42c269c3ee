"""A mail as a letter: the one text that was written, and the HTML that is made from it and from nothing else."""
