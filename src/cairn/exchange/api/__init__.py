"""`/api/v1/`: check-ins, days, goals and contacts for other programs, by the same queries and commands."""
