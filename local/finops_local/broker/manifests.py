"""The Broker, Triggers and PingSources that kustomizations list, as typed objects.

A field that this broker does not implement is an error, never ignored: what runs here must be what runs there.
"""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from croniter import croniter
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from finops_local.broker.kustomization import BadManifest, gather


class _Spec(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Ref(_Spec):
    """An object of the cluster."""

    apiVersion: str  # noqa: N815 - Kubernetes' name
    kind: str
    name: str
    namespace: str | None = None


class Destination(_Spec):
    """Where events go; `uri` is a path below the referenced object's address."""

    ref: Ref
    uri: str = ""


class Delivery(_Spec):
    """How a Trigger insists. Without it Knative tries once."""

    retry: int = Field(default=0, ge=0)
    backoff_policy: Literal["linear", "exponential"] = Field(default="exponential", alias="backoffPolicy")
    backoff_delay: timedelta = Field(default=timedelta(0), alias="backoffDelay")
    timeout: timedelta | None = None
    retry_after_max: timedelta | None = Field(default=None, alias="retryAfterMax")
    dead_letter_sink: Destination | None = Field(default=None, alias="deadLetterSink")


class Filter(_Spec):
    """Attributes that an event must have, exactly; an empty value stands for any value."""

    attributes: dict[str, str] = {}


class TriggerSpec(_Spec):
    """A subscription."""

    broker: str
    filter: Filter = Filter()
    subscriber: Destination
    delivery: Delivery = Delivery()


class PingSpec(_Spec):
    """A schedule; `data` is sent as it stands."""

    schedule: str
    timezone: ZoneInfo = ZoneInfo("UTC")
    sink: Destination
    data: str = ""
    content_type: str = Field(default="application/json", alias="contentType")

    @field_validator("timezone", mode="before")
    @classmethod
    def _zone(cls, name: str) -> ZoneInfo:
        return ZoneInfo(name)

    @field_validator("schedule")
    @classmethod
    def _five_fields(cls, schedule: str) -> str:
        if len(schedule.split()) != 5 or not croniter.is_valid(schedule):
            raise ValueError(f"{schedule!r} is no cron schedule of five fields")
        return schedule


@dataclass(frozen=True, slots=True)
class Trigger:
    """A named subscription."""

    name: str
    spec: TriggerSpec


@dataclass(frozen=True, slots=True)
class Ping:
    """A named schedule in its namespace."""

    namespace: str
    name: str
    spec: PingSpec


@dataclass(frozen=True, slots=True)
class Manifests:
    """What kustomizations say, as far as a broker is concerned."""

    namespace: str
    brokers: tuple[str, ...]
    triggers: tuple[Trigger, ...]
    pings: tuple[Ping, ...]

    def subscribers(self) -> set[str]:
        """Names of the services that Triggers deliver to."""
        return {trigger.spec.subscriber.ref.name for trigger in self.triggers}


def read_manifests(*folders: Path) -> Manifests:
    """Read kustomizations, each a component on top of those before it; raises BadManifest."""
    gathered = gather(folders)
    namespace = gathered.namespace or "default"
    brokers: list[str] = []
    triggers: list[Trigger] = []
    pings: list[Ping] = []
    for thing in gathered.things:
        try:
            match thing.kind:
                case "Broker":
                    brokers.append(thing.name)
                case "Trigger":
                    triggers.append(Trigger(thing.name, TriggerSpec.model_validate(thing.document["spec"])))
                case "PingSource":
                    pings.append(Ping(namespace, thing.name, PingSpec.model_validate(thing.document["spec"])))
        except (ValidationError, KeyError) as error:
            raise BadManifest(f"{thing.file}: {thing.kind} {thing.name}: {error}") from error
    named = {trigger.spec.broker for trigger in triggers} | {ping.spec.sink.ref.name for ping in pings}
    unknown = named - set(brokers)
    if unknown:
        where = ", ".join(map(str, folders))
        raise BadManifest(f"{where}: Brokers that are named but not there: {', '.join(sorted(unknown))}")
    return Manifests(namespace, tuple(brokers), tuple(triggers), tuple(pings))
