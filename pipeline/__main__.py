"""`python -m pipeline` is the command `vivier`."""

from pipeline.cli.main import main

main()
