"""Messages on a tenant's host."""

from django.urls import path

from tenants.messages.web import inbox, preferences

app_name = "messages"

urlpatterns = [
    path("berichten/", inbox.inbox, name="inbox"),
    path("berichten/gelezen/", inbox.read_all, name="read-all"),
    path("berichten/<int:message_id>/", inbox.message, name="message"),
    path("berichten/instellingen/", preferences.preferences, name="settings"),
]
