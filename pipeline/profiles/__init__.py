"""From mentions to profiles, and apart from them to identities."""
