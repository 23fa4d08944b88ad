"""The chart's values: what cannot work is refused before anything reaches a cluster."""

import re
from pathlib import Path
from typing import Any

import helm_python as helm
import pytest

CHART = Path(__file__).parents[2] / "deploy" / "helm" / "heitje"


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"image": {"tag": "latest"}}, "latest nobody can say what runs"),
        ({"web": {"replicas": "two"}}, "at '/web/replicas': got string, want integer"),
        ({"web": {"replicas": 0}}, "at '/web/replicas': minimum: got 0, want 1"),
        ({"wbe": {"replicas": 2}}, "additional properties 'wbe' not allowed"),
        ({"existingSecret": ""}, "at '/existingSecret': '' does not match pattern"),
        ({"baseHost": "https://heitje.example"}, "at '/baseHost'"),
        ({"extraEnv": {"SECRET_KEY": "x"}}, "invalid propertyName 'SECRET_KEY'"),
        ({"extraEnv": {"HEITJE_DEMO": "1"}}, "invalid propertyName 'HEITJE_DEMO'"),
        ({"extraEnv": {"X_NUMBER": 1}}, "at '/extraEnv/X_NUMBER': got number, want string"),
        ({"runAsUser": 0}, "at '/runAsUser': minimum"),
        ({"image": {"pullPolicy": "Sometimes"}}, "at '/image/pullPolicy'"),
        ({"media": {"size": "big"}}, "at '/media/size'"),
        ({"networkPolicy": {"egressPorts": [70000]}}, "at '/networkPolicy/egressPorts/0'"),
        ({"web": {"resources": {"limits": {"memory": "1 GB"}}}}, "/web/resources/limits/memory"),
    ],
)
def test_values_that_cannot_work_are_refused_with_their_place(
    values: dict[str, Any], sentence: str
):
    with (
        helm.Chart.load(CHART) as chart,
        pytest.raises(helm.HelmError, match=re.escape(sentence)),
    ):
        chart.render(values, name="proef")


def test_what_is_in_the_values_file_is_what_the_schema_knows():
    with helm.Chart.load(CHART) as chart:
        schema, values = chart.schema, chart.values

    assert schema is not None
    assert set(values) == set(schema["properties"]) - {"global"}
