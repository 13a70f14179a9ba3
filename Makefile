# For fingers used to make; the door is ./jangbu
.PHONY: demo serve test lint
demo serve test lint:
	./jangbu $@
