"""Commands: tell a person something, send what is due, keep what they said about it."""
