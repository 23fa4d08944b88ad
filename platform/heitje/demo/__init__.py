"""The demo's town: three municipalities with people, shops and eight weeks of history.

Everything is made by the services, at earlier moments than now; nobody in it exists.
"""
