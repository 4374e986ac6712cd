"""Standing behind mentors: how often, what to talk about, and how raters agree."""
