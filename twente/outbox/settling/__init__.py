"""What was given up, a mail or a job: it is tried again, or somebody says that it is settled."""
