"""Telling a person something: in the app, by mail, on their phone. Once, and when it suits them."""
