"""Pages of the currency on a tenant's host."""

from django.urls import path

from currency.web import asking, reports, splitting, statement, views

app_name = "currency"

urlpatterns = [
    path("betalen/", views.pay, name="pay"),
    path("betalen/lees/", views.read_code, name="read-code"),
    path("betalen/<str:code>/", views.confirm, name="confirm"),
    path("betalen/<str:code>/bon/", views.receipt, name="receipt"),
    path("betalen/<str:code>/melden/", reports.report, name="report"),
    path("betalen/<str:code>/melden/terug/", reports.withdraw, name="report-withdraw"),
    path("b/<str:code>/", views.visiting, name="visiting"),
    path("verzoeken/", asking.requests, name="requests"),
    path("verzoeken/nieuw/", asking.new, name="request-new"),
    path("verzoeken/<uuid:request_id>/", asking.mine, name="request"),
    path("verzoeken/<uuid:request_id>/stop/", asking.stop, name="request-stop"),
    path("verzoeken/<uuid:request_id>/nee/", asking.decline, name="request-decline"),
    path("delen/", splitting.new, name="split-new"),
    path("delen/<int:bill_id>/", splitting.bill, name="split"),
    path("delen/<int:bill_id>/stop/", splitting.stop, name="split-stop"),
    path("saldo/", statement.statement, name="statement"),
    path("saldo.csv", statement.statement_csv, name="statement-csv"),
]
