"""`/calendars/….ics`: someone's own planned times for their own calendar app, giving nothing away."""
