"""What is said to be kept is kept, whatever is ended in the middle of it."""
