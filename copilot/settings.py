"""What an installation chooses, read once from the environment (`INTENDANCE_*`) and passed on."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Where the store is, where the desk listens, and who is at it by default."""

    model_config = SettingsConfigDict(env_prefix="INTENDANCE_", frozen=True)

    home: Path = Path("~/.local/share/intendance")
    database: str = Field(default="", description="SQLAlchemy address of the store; SQLite in `home` when empty")
    host: str = "127.0.0.1"
    port: int = Field(default=8501, ge=1, le=65535)
    user: str = Field(default="Planificateur", min_length=1, max_length=200)

    @property
    def store(self) -> str:
        """The address of the store."""
        return self.database or f"sqlite:///{self.home.expanduser() / 'intendance.db'}"

    def environment(self) -> dict[str, str]:
        """The environment variables that make a child process read these same settings."""
        return {f"INTENDANCE_{name.upper()}": str(value) for name, value in self}
