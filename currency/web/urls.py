"""Pages of the currency on a tenant's host."""

from django.urls import path

from currency.web import statement, views

app_name = "currency"

urlpatterns = [
    path("betalen/", views.pay, name="pay"),
    path("betalen/lees/", views.read_code, name="read-code"),
    path("betalen/<str:code>/", views.confirm, name="confirm"),
    path("betalen/<str:code>/bon/", views.receipt, name="receipt"),
    path("b/<str:code>/", views.visiting, name="visiting"),
    path("saldo/", statement.statement, name="statement"),
    path("saldo.csv", statement.statement_csv, name="statement-csv"),
]
