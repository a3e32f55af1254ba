"""Files of strangers: opened with care, read as text, checked, and only then used."""
