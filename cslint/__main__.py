"""`python -m cslint` is `cslint`."""

from cslint.cli import main

main()
