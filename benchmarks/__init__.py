"""What is promised of weight and time, measured; `python make.py bench` writes the README's table."""
