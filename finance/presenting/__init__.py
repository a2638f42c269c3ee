"""What the pages of finance show, made ready so that templates need not think."""
