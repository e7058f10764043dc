"""From files to lines and sections."""
