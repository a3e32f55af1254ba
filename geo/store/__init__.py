"""What is recorded: offices, facts of formation, claims, agencies; checked on the way in."""
