"""The chart, rendered by Helm's own engine and held against Kubernetes' own schemas."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import helm_python as helm
import kubernetes_validate
import pytest
import yaml

CHART = Path(__file__).parents[2] / "deploy" / "helm" / "heitje"
KUBERNETES = ("1.30", "1.34", "1.37")
Manifest = dict[str, Any]

SMALL: dict[str, Any] = {
    "baseHost": "proef.example",
    "https": False,
    "web": {"replicas": 1, "workers": 1},
    "stream": {"replicas": 1},
    "worker": {"replicas": 1, "concurrency": 1},
    "ingress": {"enabled": False, "tlsSecret": ""},
    "networkPolicy": {"enabled": False},
    "podDisruptionBudget": {"enabled": False},
    "serviceAccount": {"create": False},
    "media": {"existingClaim": "photos"},
    "runAsUser": None,
}
LARGE: dict[str, Any] = {
    "fullnameOverride": "munt",
    "image": {"tag": "1.2.3", "digest": "sha256:" + "a" * 64, "pullSecrets": ["registry"]},
    "mail": {"host": "mail.example", "user": "heitje", "from": "munt@parkstad.example"},
    "extraEnv": {"HEITJE_BANK_URL": "https://bank.example/api"},
    "web": {"replicas": 6, "workers": 4, "threads": 4},
    "ingress": {
        "className": "traefik",
        "annotations": {"example.com/timeout": "3600"},
        "extraHosts": [
            {"host": "munt.heerlen.example", "tlsSecret": "heerlen-tls"},
            {"host": "munt.landgraaf.example"},
        ],
    },
    "networkPolicy": {"metricsNamespace": {"kubernetes.io/metadata.name": "monitoring"}},
    "media": {"storageClass": "nfs", "size": "1Ti"},
    "podAnnotations": {"example.com/team": "munt"},
    "nodeSelector": {"kubernetes.io/arch": "amd64"},
    "tolerations": [{"key": "dedicated", "operator": "Exists", "effect": "NoSchedule"}],
    "affinity": {"nodeAffinity": {}},
    "priorityClassName": "high",
}
SETS: dict[str, dict[str, Any]] = {"default": {}, "small": SMALL, "large": LARGE}


def render(values: dict[str, Any] | None = None) -> list[Manifest]:
    """Every object of a release called "proef", in namespace "town"."""
    with helm.Chart.load(CHART) as chart:
        files = chart.render(values or {}, name="proef", namespace="town")
    return [
        manifest
        for name, text in files.items()
        if not name.endswith("NOTES.txt")
        for manifest in yaml.safe_load_all(text)
        if manifest
    ]


def of_kind(manifests: list[Manifest], kind: str) -> dict[str, Manifest]:
    """Those of one kind, by the last word of their name."""
    return {
        manifest["metadata"]["name"].rsplit("-", 1)[-1]: manifest
        for manifest in manifests
        if manifest["kind"] == kind
    }


def pods(manifests: list[Manifest]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each pod's spec, with its part."""
    for manifest in manifests:
        if manifest["kind"] in {"Deployment", "Job"}:
            template = manifest["spec"]["template"]
            yield template["metadata"]["labels"]["app.kubernetes.io/component"], template["spec"]


@pytest.mark.parametrize("version", KUBERNETES)
@pytest.mark.parametrize("values", SETS.values(), ids=SETS)
def test_every_object_is_one_kubernetes_knows(values: dict[str, Any], version: str):
    manifests = render(values)

    assert len(manifests) >= 8
    for manifest in manifests:
        kubernetes_validate.validate(manifest, version, strict=True)


def test_a_field_kubernetes_does_not_know_would_be_found():
    (service, *_) = of_kind(render(), "Service").values()
    service["spec"]["prots"] = service["spec"].pop("ports")

    with pytest.raises(kubernetes_validate.ValidationError, match="prots"):
        kubernetes_validate.validate(service, KUBERNETES[0], strict=True)


@pytest.mark.parametrize("values", SETS.values(), ids=SETS)
def test_helm_has_nothing_to_say_about_the_chart(values: dict[str, Any]):
    report = helm.lint(CHART, values, strict=True, kube_version="v1.34.0")

    assert report["errors"] == []
    assert [message for message in report["messages"] if message["severity"] > 1] == []


@pytest.mark.parametrize("values", SETS.values(), ids=SETS)
def test_no_two_objects_share_a_name_and_all_stand_in_the_namespace(values: dict[str, Any]):
    manifests = render(values)

    names = [(manifest["kind"], manifest["metadata"]["name"]) for manifest in manifests]
    assert len(names) == len(set(names))
    assert {manifest["metadata"]["namespace"] for manifest in manifests} == {"town"}


def test_there_is_one_beat_and_never_two_for_a_moment():
    beat = of_kind(render(), "Deployment")["beat"]

    assert beat["spec"]["replicas"] == 1
    assert beat["spec"]["strategy"] == {"type": "Recreate"}
    with pytest.raises(helm.HelmValuesError, match="additional properties 'replicas' not allowed"):
        render({"beat": {"replicas": 2}})


def test_migrations_run_before_the_release_and_lean_on_nothing_it_makes():
    manifests = render()
    (job,) = of_kind(manifests, "Job").values()
    annotations = job["metadata"]["annotations"]
    spec = job["spec"]["template"]["spec"]
    (container,) = spec["containers"]

    assert annotations["helm.sh/hook"] == "pre-install,pre-upgrade"
    assert "before-hook-creation" in annotations["helm.sh/hook-delete-policy"]
    assert container["command"] == ["heitje", "migrate"]
    assert spec["restartPolicy"] == "Never"
    assert "serviceAccountName" not in spec
    assert "envFrom" not in container
    assert all("persistentVolumeClaim" not in volume for volume in spec["volumes"])


def test_the_migration_has_the_same_settings_as_the_pods():
    manifests = render(LARGE)
    (job,) = of_kind(manifests, "Job").values()
    (config,) = of_kind(manifests, "ConfigMap").values()

    (container,) = job["spec"]["template"]["spec"]["containers"]
    plain = {one["name"]: one["value"] for one in container["env"] if "value" in one}
    assert plain == config["data"]


@pytest.mark.parametrize("values", SETS.values(), ids=SETS)
def test_every_pod_is_as_small_a_target_as_kubernetes_can_make_it(values: dict[str, Any]):
    for part, spec in pods(render(values)):
        assert spec["automountServiceAccountToken"] is False, part
        assert spec["securityContext"]["runAsNonRoot"] is True, part
        assert spec["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}, part
        for container in spec["containers"]:
            assert container["securityContext"] == {
                "allowPrivilegeEscalation": False,
                "readOnlyRootFilesystem": True,
                "runAsNonRoot": True,
                "capabilities": {"drop": ["ALL"]},
            }, part
            assert container["resources"]["limits"]["memory"], part
            assert container["resources"]["requests"]["cpu"], part


def test_a_pod_gets_no_variables_from_services():
    """A service called heitje would make HEITJE_PORT=tcp://10.0.0.1:80, and the settings fail."""
    assert all(spec["enableServiceLinks"] is False for _, spec in pods(render()))


@pytest.mark.parametrize("values", SETS.values(), ids=SETS)
def test_a_secret_is_only_ever_pointed_at(values: dict[str, Any]):
    manifests = render(values)

    assert of_kind(manifests, "Secret") == {}
    secrets = {"SECRET_KEY", "DATABASE_URL", "BROKER_URL", "SENTRY_DSN", "METRICS_TOKEN",
               "SECRET_KEY_FALLBACKS", "EMAIL_HOST_PASSWORD"}  # fmt: skip
    for part, spec in pods(manifests):
        given = {one["name"]: one for container in spec["containers"] for one in container["env"]}
        assert secrets <= set(given), part
        for name in secrets:
            assert set(given[name]) == {"name", "valueFrom"}, part
            assert given[name]["valueFrom"]["secretKeyRef"]["key"] == name
    (config,) = of_kind(manifests, "ConfigMap").values()
    assert not secrets & set(config["data"])


@pytest.mark.parametrize("values", SETS.values(), ids=SETS)
def test_all_pods_run_one_named_image(values: dict[str, Any]):
    images = {one["image"] for _, spec in pods(render(values)) for one in spec["containers"]}

    assert len(images) == 1
    (image,) = images
    assert re.search(r":\d+\.\d+\.\d+$|@sha256:[0-9a-f]{64}$", image)


def test_every_writable_place_is_mounted_and_no_mount_lacks_its_volume():
    for part, spec in pods(render()):
        volumes = {volume["name"] for volume in spec["volumes"]}
        for container in spec["containers"]:
            mounts = {mount["mountPath"]: mount["name"] for mount in container["volumeMounts"]}
            assert set(mounts.values()) == volumes, part
            assert {"/tmp", "/var/lib/heitje"} <= set(mounts), part  # noqa: S108


def test_services_and_probes_meet_the_ports_that_are_listened_on():
    manifests = render()
    deployments = of_kind(manifests, "Deployment")

    for part, service in of_kind(manifests, "Service").items():
        template = deployments[part]["spec"]["template"]
        assert service["spec"]["selector"].items() <= template["metadata"]["labels"].items()
        (container,) = template["spec"]["containers"]
        (port,) = container["ports"]
        (opened,) = service["spec"]["ports"]
        assert opened["targetPort"] == port["name"]
        assert container["command"][container["command"].index("--port") + 1] == str(
            port["containerPort"]
        )
        assert container["livenessProbe"]["httpGet"]["path"] == "/health/live"
    (web,) = deployments["web"]["spec"]["template"]["spec"]["containers"]
    assert web["readinessProbe"]["httpGet"]["path"] == "/health/ready"


def test_the_ingress_leads_streams_to_the_stream_and_all_else_to_the_pages():
    (ingress,) = of_kind(render(LARGE), "Ingress").values()

    routes = {
        rule["host"]: {
            path["path"]: path["backend"]["service"]["name"] for path in rule["http"]["paths"]
        }
        for rule in ingress["spec"]["rules"]
    }
    assert set(routes) == {
        "heitje.example", "*.heitje.example", "munt.heerlen.example", "munt.landgraaf.example",
    }  # fmt: skip
    assert all(route == {"/stroom/": "munt-stream", "/": "munt-web"} for route in routes.values())


def test_every_host_of_the_ingress_has_a_certificate():
    (ingress,) = of_kind(render(LARGE), "Ingress").values()

    by_secret = {tls["secretName"]: tls["hosts"] for tls in ingress["spec"]["tls"]}
    assert by_secret == {
        "heitje-tls": ["heitje.example", "*.heitje.example", "munt.landgraaf.example"],
        "heerlen-tls": ["munt.heerlen.example"],
    }


def test_nobody_reaches_a_pod_but_the_ingress_and_whoever_may_read_the_figures():
    policies = of_kind(render({**LARGE, "fullnameOverride": "munt"}), "NetworkPolicy")

    everyone = policies["munt"]["spec"]
    assert everyone["policyTypes"] == ["Ingress", "Egress"]
    assert everyone["ingress"] == []
    assert "app.kubernetes.io/component" not in everyone["podSelector"]["matchLabels"]
    assert len(policies["web"]["spec"]["ingress"][0]["from"]) == 2
    assert len(policies["stream"]["spec"]["ingress"][0]["from"]) == 1
    assert set(policies) == {"munt", "web", "stream"}


def test_a_change_of_settings_replaces_the_pods():
    def checksums(values: dict[str, Any]) -> set[str]:
        return {
            one["spec"]["template"]["metadata"]["annotations"]["checksum/settings"]
            for one in of_kind(render(values), "Deployment").values()
        }

    assert len(checksums({})) == 1
    assert checksums({}) != checksums({"baseHost": "munt.example"})


def test_photos_stay_when_the_release_goes():
    (claim,) = of_kind(render(), "PersistentVolumeClaim").values()

    assert claim["metadata"]["annotations"]["helm.sh/resource-policy"] == "keep"
    assert of_kind(render(SMALL), "PersistentVolumeClaim") == {}
