"""Who can sign in."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Person:
    """One person: name, AD groups (the roles of the API), and the entity they belong to."""

    name: str
    groups: tuple[str, ...]
    entity_id: str

    @property
    def claims(self) -> dict[str, object]:
        """What their tokens say."""
        return {"sub": self.name, "groups": list(self.groups), "entity_id": self.entity_id}


def sample_people(entity_id: str) -> tuple[Person, Person, Person]:
    """A reader, an administrator, and a reader who sees the group's figures as well."""
    return (
        Person("olivia", ("Rosetta_User",), entity_id),
        Person("adam", ("Rosetta_Admin",), entity_id),
        Person("gina", ("Rosetta_User", "Rosetta_Group"), entity_id),
    )
