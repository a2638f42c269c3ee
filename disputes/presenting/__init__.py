"""What the pages of disputes show, ready to print: templates decide nothing."""
