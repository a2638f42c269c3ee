"""What each person chose about mails: the pace of those about terms, the overview of the week, the link that stops."""
