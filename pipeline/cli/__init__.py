"""The command `vivier`: the only wing that prints and exits, one room a family of commands."""
