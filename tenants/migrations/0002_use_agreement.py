"""The function that raises what is used under an agreement, called within a payment's SELECT.

HT007: the agreement is no longer in force. The cap is a CHECK of the table.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION public.use_agreement(p_agreement bigint, p_amount bigint) RETURNS bigint
LANGUAGE plpgsql AS $body$
DECLARE v_used bigint;
BEGIN
    UPDATE public.tenants_agreement SET used = used + p_amount
        WHERE id = p_agreement AND state = 'in-force' RETURNING used INTO v_used;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'agreement-suspended' USING ERRCODE = 'HT007';
    END IF;
    RETURN v_used;
END $body$;
"""
REVERSE = "DROP FUNCTION public.use_agreement(bigint, bigint);"


class Migration(migrations.Migration):
    dependencies = [("tenants", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, REVERSE)]
