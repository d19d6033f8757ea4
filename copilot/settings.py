"""What an installation chooses, read once from the environment (`INTENDANCE_*`) and passed on."""

from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Where the store is, where the desk listens, who is at it by default, and which model thinks, if any."""

    model_config = SettingsConfigDict(env_prefix="INTENDANCE_", frozen=True)

    home: Path = Path("~/.local/share/intendance")
    database: str = Field(default="", description="SQLAlchemy address of the store; SQLite in `home` when empty")
    service: str = Field(default="", description="address of another desk, whose service is used instead of a store")
    host: str = "127.0.0.1"
    port: int = Field(default=8501, ge=1, le=65535)
    user: str = Field(default="Planificateur", min_length=1, max_length=200)
    theme: str = Field(default="", description="folder of an administration's own colours and logo")
    two_people: bool = Field(default=False, description="whoever asked for a draft may not approve it")
    model: str = Field(default="none", description="`none`, `scripted`, or the name under which vLLM serves a model")
    model_url: str = Field(default="http://127.0.0.1:8000/v1", description="address of the vLLM server")
    model_key: SecretStr = Field(default=SecretStr(""), description="key that the server or its proxy asks for")
    model_seconds: float = Field(default=120.0, gt=0, le=3600, description="longest wait for one whole answer")
    model_silence: float = Field(default=30.0, gt=0, le=3600, description="longest silence of the server")
    model_salt: str = Field(default="", max_length=200, description="keeps prefix caches of compartments apart")

    @property
    def store(self) -> str:
        """The address of the store."""
        return self.database or f"sqlite:///{self.home.expanduser() / 'intendance.db'}"

    def environment(self) -> dict[str, str]:
        """The environment variables that make a child process read these same settings."""
        return {
            f"INTENDANCE_{name.upper()}": value.get_secret_value() if isinstance(value, SecretStr) else str(value)
            for name, value in self
        }
