"""The urls of each face; the host decides which set answers (heitje.hosts)."""
