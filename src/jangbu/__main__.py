"""`python -m jangbu`: the same as `./jangbu` once the environment stands."""

from jangbu.cli import main

main()
