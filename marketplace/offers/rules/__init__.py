"""Rules of what shops offer. Pure: no database, no clock."""
