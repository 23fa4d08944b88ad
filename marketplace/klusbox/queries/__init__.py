"""Reads of the klusbox that pages, API and services share."""
