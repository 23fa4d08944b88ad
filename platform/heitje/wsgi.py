"""WSGI entry point: pages and API, served by granian."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "heitje.settings")

application = get_wsgi_application()
