"""Mentorships: what a contact holds, and whom to reach today and why."""
