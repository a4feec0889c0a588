# A thin alias of dev.py, for fingers used to make.
PYTHON ?= python3
.PHONY: install run test check bench soak
install run test check bench soak:
	@$(PYTHON) dev.py $@
