"""Secrets as files: `POSTGRES_URL_FILE=/path` stands for POSTGRES_URL, as platforms have it that mount secrets."""

import os
from pathlib import Path
from typing import Any

from pydantic import SecretStr
from pydantic.fields import FieldInfo
from pydantic_settings import PydanticBaseSettingsSource


class UnreadableSecretFile(ValueError):
    """A variable `..._FILE` names a file that cannot be read; the message names the variable."""


class SecretFiles(PydanticBaseSettingsSource):
    """Fields that are secrets, from the files that `<NAME>_FILE` names; the variable itself wins."""

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        """The text of the file, without the line's end; None for what is no secret, or has no file."""
        variable = f"{field_name.upper()}_FILE"
        path = os.environ.get(variable)
        kinds = (field.annotation, *getattr(field.annotation, "__args__", ()))
        if not path or SecretStr not in kinds:
            return None, field_name, False
        try:
            return Path(path).read_text(encoding="utf-8").rstrip("\r\n"), field_name, False
        except (OSError, UnicodeDecodeError) as error:
            raise UnreadableSecretFile(f"{variable}: {path} cannot be read: {type(error).__name__}") from error

    def __call__(self) -> dict[str, Any]:
        """Every secret that has a file."""
        found = {name: self.get_field_value(field, name)[0] for name, field in self.settings_cls.model_fields.items()}
        return {name: value for name, value in found.items() if value is not None}
