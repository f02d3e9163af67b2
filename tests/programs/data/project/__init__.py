"""A small project with doctests and unit tests."""
