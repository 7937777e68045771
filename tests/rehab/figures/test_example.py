"""The figure that CONTRIBUTING.md adds can be drawn, with what its words name."""

from pathlib import Path

from rehab.figures.loading import read_figures
from rehab.figures.moving import moving_svg
from rehab.figures.svg import still_svg

PAGE = Path(__file__).parents[3] / "CONTRIBUTING.md"


def test_the_example_is_a_person_with_a_band(tmp_path):
    hunk = PAGE.read_text(encoding="utf-8").split("b/rehab/data/figures.toml\n")[-1].split("\ndiff --git")[0]
    after = "\n".join(line[1:] for line in hunk.splitlines() if line[:1] in {"+", " "})
    added = next(entry for entry in after.split("[[figures]]\n") if entry.startswith('id = "band-side-step"'))
    (tmp_path / "figures.toml").write_text(f"schema = 1\n[[figures]]\n{added}", encoding="utf-8")
    figures, faults = read_figures(tmp_path)
    assert faults == []
    figure = figures["band-side-step"]
    assert len({still_svg(figure, "bun"), moving_svg(figure, "bun", (2, 1, 2))}) == 2
