"""Pages of a list: page number and size, never more than a bound."""

from rest_framework.pagination import PageNumberPagination


class Pages(PageNumberPagination):
    """50 a page unless asked, 200 at most."""

    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 200
