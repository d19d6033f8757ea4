"""An administration's own colours and logo: taken when they can be read, refused with everything that is wrong."""

from pathlib import Path

import pytest

from copilot.model.errors import InstallError
from copilot.settings import Settings
from copilot.texts import Speaker
from copilot.ui.serving import config
from copilot.ui.theme import FILE, Theme, contrast, theme


def _folder(tmp_path: Path, text: str) -> str:
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    return str(tmp_path)


def test_the_house_s_own_theme_is_readable() -> None:
    """Black on white is 21 times as light; the house's text and links are over 4.5 times."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    house = theme("").colours
    assert min(contrast(house.text, house.secondary), contrast(house.primary, house.background)) > 4.5


def test_a_folder_gives_colours_a_name_and_a_logo(tmp_path: Path) -> None:
    """What the folder does not say is the house's; Streamlit is told what it says."""
    (tmp_path / "logo.svg").write_text("<svg/>", encoding="utf-8")
    folder = _folder(tmp_path, 'name = "Essai"\nlogo = "logo.svg"\n[colours]\nprimary = "#6a1b4d"\n')
    read = theme(folder)
    assert (read.name, read.logo, read.colours.text) == ("Essai", "logo.svg", Theme().colours.text)
    told = config(Settings(theme=folder))
    assert (told["theme.primaryColor"], told["theme.backgroundColor"]) == ("#6a1b4d", "#ffffff")


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ('[colours]\nprimary = "red"\nprimry = "#000000"\n', ["colours.primary = 'red'", "#rrggbb", "colours.primry"]),
        (
            '[colours]\ntext = "#dddddd"\nprimary = "#ffee00"\n',
            ["colours.text / colours.background", "colours.primary"],
        ),
        ('logo = "../secret.svg"\n', ["logo = '../secret.svg'"]),
        ('logo = "none.png"\n', ["logo = 'none.png'"]),
        ("name = 3\n", ["name = 3"]),
        ("name =", [FILE]),
    ],
)
def test_everything_wrong_with_a_theme_is_told(tmp_path: Path, text: str, wrong: list[str]) -> None:
    """Each field is named with its value and what was expected, all at once, in words."""
    with pytest.raises(InstallError) as caught:
        theme(_folder(tmp_path, text))
    said = Speaker("fr").say(caught.value.message)
    assert [one for one in wrong if one not in said] == []


def test_a_folder_without_a_theme_is_refused(tmp_path: Path) -> None:
    """A wrong folder is not taken for none."""
    with pytest.raises(InstallError):
        theme(str(tmp_path / "nowhere"))
