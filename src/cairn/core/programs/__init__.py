"""How a program is practiced: templates with their dose and steps, and cohorts that run under one."""
