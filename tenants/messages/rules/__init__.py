"""When a message may make a sound, and which ways it takes. Pure."""
