"""/api/v1/ on a tenant's host: what each room offers, and its description."""

from django.urls import include, path

from heitje.api import messages, reference, root

urlpatterns = [
    path("", root.TenantView.as_view(), name="api-tenant"),
    path("me", root.MeView.as_view(), name="api-me"),
    path("neighbourhoods", root.NeighbourhoodsView.as_view(), name="api-neighbourhoods"),
    path("messages", messages.MessagesView.as_view(), name="api-messages"),
    path("messages/unread", messages.UnreadView.as_view(), name="api-messages-unread"),
    path("messages/ways", messages.WaysView.as_view(), name="api-message-ways"),
    path("messages/<int:message_id>", messages.MessageView.as_view(), name="api-message"),
    path("messages/<int:message_id>/read", messages.ReadView.as_view(), name="api-read-message"),
    path("openapi.json", reference.OpenApiView.as_view(), name="openapi"),
    path("docs/", reference.reference, name="api-reference"),
    path("", include("currency.api.urls")),
    path("", include("marketplace.api.urls")),
    path("", include("marketplace.offers.api.urls")),
    path("", include("marketplace.klusbox.api.urls")),
    path("", include("settlement.api.urls")),
    path("", include("settlement.clearing.api.town_urls")),
]
