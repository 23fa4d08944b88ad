"""Pages of the currency on a tenant's host."""

from django.urls import path

from currency.web import views

app_name = "currency"

urlpatterns = [
    path("betalen/", views.pay, name="pay"),
    path("betalen/lees/", views.read_code, name="read-code"),
    path("betalen/<str:code>/", views.confirm, name="confirm"),
    path("betalen/<str:code>/bon/", views.receipt, name="receipt"),
    path("b/<str:code>/", views.visiting, name="visiting"),
    path("saldo/", views.statement, name="statement"),
    path("saldo.csv", views.statement_csv, name="statement-csv"),
]
