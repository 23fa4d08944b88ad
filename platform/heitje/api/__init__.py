"""The API's root: authentication, pages, problems, and the description of it all."""
