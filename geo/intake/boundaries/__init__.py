"""Boundaries from any file: codes told, rows and areas checked, and only then used."""
