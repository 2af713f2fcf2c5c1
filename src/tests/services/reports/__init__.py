"""Reports, statements, and whether everything adds up."""
