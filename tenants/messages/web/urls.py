"""Messages on a tenant's host."""

from django.urls import path

from tenants.messages.web import console, devices, inbox, phones, preferences

app_name = "messages"

urlpatterns = [
    path("berichten/", inbox.inbox, name="inbox"),
    path("berichten/gelezen/", inbox.read_all, name="read-all"),
    path("berichten/<int:message_id>/", inbox.message, name="message"),
    path("berichten/instellingen/", preferences.preferences, name="settings"),
    path("berichten/apparaten/", devices.add, name="add-device"),
    path("berichten/apparaten/<int:device_id>/weg/", devices.forget, name="forget-device"),
    path("beheer/berichten/", console.kinds, name="console"),
    path("beheer/berichten/<slug:name>/", console.kind, name="console-kind"),
    path("berichten/telefoon/", phones.number, name="phone"),
    path("berichten/telefoon/code/", phones.code, name="phone-code"),
    path("berichten/telefoon/weg/", phones.forget, name="forget-phone"),
]
