"""The desk: a run reviewed in the browser, on this machine alone."""
