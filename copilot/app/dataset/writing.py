"""The whole way from a store to a folder of fine-tuning files."""

from pathlib import Path

from copilot.adapters.store import Store
from copilot.app.dataset.candidates import Candidates
from copilot.app.dataset.collecting import Collected, Collecting
from copilot.app.dataset.excluded import excluded
from copilot.app.local import Library
from copilot.app.shelf import shelf_of
from copilot.model.errors import OperatorError
from copilot.model.request import Marking
from copilot.settings import Settings

MANIFEST = "manifest.json"


def collected(settings: Settings, most: Marking, exclude: Path | None, validation: float) -> Collected:
    """What the store of an installation gives to learn from, marked `most` at the highest."""
    hashes = excluded(exclude)
    with Store(settings.store) as store:
        return gathered(store, shelf_of(settings), most, hashes, validation)


def gathered(
    store: Store, library: Library, most: Marking, hashes: frozenset[str], validation: float = 0.1
) -> Collected:
    """What a store gives to learn from."""
    return Collecting(Candidates(store, library, most, hashes), validation).collected()


def write(found: Collected, folder: Path) -> tuple[Path, ...]:
    """Writes files and manifest into a folder, the manifest last; each appears whole or not at all.

    OperatorError when the folder cannot be written to; nothing of this set is then left there under its own name
    that the manifest beside it does not name with its hash.
    """
    contents = found.contents | {MANIFEST: found.manifest.model_dump_json(indent=2).encode() + b"\n"}
    parts = {folder / f".{name}.part": folder / name for name in contents}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for part, content in zip(parts, contents.values(), strict=True):
            part.write_bytes(content)
        (folder / MANIFEST).unlink(missing_ok=True)
        for part, path in parts.items():
            part.replace(path)
    except OSError as error:
        for part in parts:
            part.unlink(missing_ok=True)
        raise OperatorError("error.dataset_folder", path=str(folder), what=str(error.strerror)) from error
    return tuple(parts.values())
