# The steps live in make.py, which needs Python 3.11 and runs without make as well.
PYTHON ?= python3
STEPS := run setup test check lock catalogue bench fuzz clean

.PHONY: help $(STEPS)
help:
	@$(PYTHON) make.py --help

$(STEPS):
	@$(PYTHON) make.py $@ $(ARGS)
