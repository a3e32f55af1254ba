"""A finished view becomes a file."""
