"""What `./jangbu bench value` measures: simulated pilots, effects, money and claims; one part a file."""
