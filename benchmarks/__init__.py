"""What is promised of weight and time, measured; `make bench` writes the README's table."""
