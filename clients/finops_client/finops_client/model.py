"""What every model is."""

from pydantic import BaseModel, ConfigDict


class Model(BaseModel):
    """Fields that a newer server adds are left out; fields are named as Python names them, and sent as JSON does."""

    model_config = ConfigDict(extra="ignore", populate_by_name=True, frozen=True)
