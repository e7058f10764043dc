"""What people read and judge."""
