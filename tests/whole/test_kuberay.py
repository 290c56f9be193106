"""deploy/kuberay.yaml and Dockerfile.cluster: what is said to Kubernetes is what the code and Ray take."""

from __future__ import annotations

import re
import shlex
from typing import Any

import pytest
import yaml

from tests.conftest import REPOSITORY
from web.commands.cli import main
from web.service_settings import ServiceSettings

IMAGE = (REPOSITORY / "deploy" / "Dockerfile.cluster").read_text("utf-8")
BASE = (REPOSITORY / "deploy" / "Dockerfile").read_text("utf-8")
CLAIM, SERVICE, CLUSTER = yaml.safe_load_all((REPOSITORY / "deploy" / "kuberay.yaml").read_text("utf-8"))
HEAD = CLUSTER["spec"]["headGroupSpec"]["template"]
GROUP = CLUSTER["spec"]["workerGroupSpecs"][0]
PODS = (HEAD["spec"], GROUP["template"]["spec"])
DEFAULTS = ServiceSettings()


def _container(pod: dict[str, Any]) -> dict[str, Any]:
    (container,) = pod["containers"]
    assert isinstance(container, dict)
    return container


def _commands(pod: dict[str, Any]) -> list[list[str]]:
    """The commands that a pod's shell runs, one after the other."""
    (script,) = _container(pod)["args"]
    return [shlex.split(each.removeprefix(" exec").removeprefix("exec")) for each in script.split("&&")]


def _options(command: list[str]) -> dict[str, str]:
    """The options of a command, each with its value, "" for a flag's."""
    joined = " ".join(command)
    return dict(re.findall(r"(--[\w-]+)(?:[= ](?!--)(\S+))?", joined))


RAY_HEAD, SERVE = _commands(PODS[0])
(RAY_WORKER,) = _commands(PODS[1])


def test_ray_is_started_as_ray_takes_it() -> None:
    """Each option of `ray start` is one, the head holds nothing, and the workers' port is the one that is probed."""
    scripts = pytest.importorskip("ray.scripts.scripts")
    known = {name for each in scripts.start.params for name in (*each.opts, *each.secondary_opts)}
    for command in (RAY_HEAD, RAY_WORKER):
        assert command[:2] == ["ray", "start"]
        assert set(_options(command)) <= known
    assert _options(RAY_HEAD)["--num-cpus"] == CLUSTER["spec"]["headGroupSpec"]["rayStartParams"]["num-cpus"] == "0"
    assert int(_options(RAY_WORKER)["--num-cpus"]) >= 1
    worker = _container(PODS[1])
    assert worker["readinessProbe"]["tcpSocket"]["port"] == int(_options(RAY_WORKER)["--node-manager-port"])


def test_loccit_is_served_as_it_takes_it() -> None:
    """The command, its flags and variables are loccit's, with values that it takes; it asks the Ray that is started beside it."""
    assert SERVE[:2] == ["loccit", "serve"]
    flags = _options(SERVE)
    assert set(flags) <= {name for each in main.commands["serve"].params for name in each.opts}
    assert flags["--cluster"] == f"$POD_IP:{_options(RAY_HEAD)['--port']}"
    variables = {each["name"]: each.get("value") for each in _container(PODS[0])["env"]}
    values: dict[str, Any] = {
        name.removeprefix("LOCCIT_").lower(): value for name, value in variables.items() if "LOCCIT_" in name
    }
    assert values.pop("index") == _container(PODS[0])["volumeMounts"][0]["mountPath"]
    values |= {name.removeprefix("--").replace("-", "_"): value for name, value in flags.items()}
    given = {name: type(getattr(DEFAULTS, name))(value) for name, value in values.items()}
    settings = ServiceSettings(**given)
    assert settings.replicas <= GROUP["replicas"]
    assert settings.stop_seconds < PODS[0]["terminationGracePeriodSeconds"]
    assert settings.port == SERVICE["spec"]["ports"][0]["targetPort"] == _container(PODS[0])["readinessProbe"]["httpGet"]["port"]


def test_the_pods_are_alike() -> None:
    """All see the index under one path, read-only, run the same image, are found by the service, and are not root."""
    head, worker = (_container(pod) for pod in PODS)
    assert head["volumeMounts"] == worker["volumeMounts"]
    assert head["volumeMounts"][0]["readOnly"]
    assert PODS[0]["volumes"] == PODS[1]["volumes"]
    assert PODS[0]["volumes"][0]["persistentVolumeClaim"]["claimName"] == CLAIM["metadata"]["name"]
    assert (head["image"], head["image"]) == (worker["image"], re.findall(r"-t ([\w-]+) ", IMAGE)[0])
    assert SERVICE["spec"]["selector"].items() <= HEAD["metadata"]["labels"].items()
    uid = re.search(r"--uid (\d+)", BASE)
    assert uid
    assert all(pod["securityContext"]["runAsUser"] == int(uid[1]) for pod in PODS)


def test_the_image_has_the_pinned_ray() -> None:
    """It stands on the image of loccit, takes Ray by the constraints in it, and the manifest names that version."""
    assert re.search(r"^FROM (\S+)$", IMAGE, re.MULTILINE)[1] == re.findall(r"-t (\w+) ", BASE.splitlines()[0] + " ")[0]  # type: ignore[index]
    assert "--constraint /app/constraints.txt ray" in IMAGE
    assert re.search(r"^USER (?!root)\w+$", IMAGE.split("RUN")[1], re.MULTILINE)
    pinned = re.search(r"^ray==(\S+)$", (REPOSITORY / "constraints.txt").read_text("utf-8"), re.MULTILINE)
    assert pinned
    assert CLUSTER["spec"]["rayVersion"] == pinned[1]
