"""The rules of the coin at the console: versions, drafts, decisions, and files.

`lines` has every rule of the document with its words; form, page and differences are made of it.
"""
