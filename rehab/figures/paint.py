"""Colours by the names shapes use, for two people, on a light and on a dark ground."""

from collections.abc import Mapping
from functools import lru_cache

from rehab.figures.head import Body

Colours = Mapping[str, str]

LIGHT_GROUND = "#F3EEE4"
DARK_GROUND = "#222D33"
# How far a ghost is faded into the ground, and the line round it, without which pale skin is lost on pale paper.
# Both are mixed beforehand, so that no paper or printer has to.
FADED = 0.7
RIM_FADED = 0.5
RIM = "~rim"
# What a ghost is drawn in: fewer paints than the person, since it only says where the motion began.
GHOSTS = {
    "skin": "skin",
    "skin2": "skin2",
    "shirt": "shirt",
    "sleeve": "shirt",
    "shirt2": "shirt",
    "shorts": "shorts",
    "shorts2": "shorts",
    "hair": "shorts",
    "shoe": "shoe",
    "shoe2": "shoe",
    "sock": "shoe",
    "sock2": "shoe",
    "sole": "shorts",
    "sole2": "shorts",
    "gear": "shorts",
    "gear2": "shirt",
    "cloth": "shirt",
    "soft": "shirt",
    "cold": "shirt",
    "prop": "skin2",
    "prop2": "skin2",
}

_THINGS_LIGHT = {
    "line": "#2F3E46",
    "rim": "#2F3E46",
    "muscle": "#E2583E",
    "tendon": "#F0A08C",
    "fibre": "#FFD9CC",
    "arrow": "#D9482E",
    "ground": "#DDD6C7",
    "edge": "#A99D84",
    "prop": "#CBBFA7",
    "prop2": "#AC9F85",
    "soft": "#FFFDF8",
    "soft2": "#D3DEDF",
    "gear": "#46627A",
    "gear2": "#7C97AD",
    "cold": "#8FC3DC",
    "water": "#BFDDE3",
    "water2": "#8FBFCB",
    "wrap": "#FFFDF8",
    "wrap2": "#B7A57F",
    "cloth": "#8E6C8A",
}
_THINGS_DARK = {
    "line": "#141D22",
    "rim": "#C9D6DA",
    "muscle": "#FF6A4D",
    "tendon": "#F2A593",
    "fibre": "#FFDFD4",
    "arrow": "#FF7A5E",
    "ground": "#35434A",
    "edge": "#66777F",
    "prop": "#857A66",
    "prop2": "#665D4E",
    "soft": "#D9DFDF",
    "soft2": "#A9B7BA",
    "gear": "#8FB0CC",
    "gear2": "#5F7F9A",
    "cold": "#7DB6D2",
    "water": "#2C4A56",
    "water2": "#4B7C8C",
    "wrap": "#EFE3C8",
    "wrap2": "#A3926C",
    "cloth": "#B795B3",
}
_PEOPLE_LIGHT: Mapping[Body, Colours] = {
    "bun": {
        "skin": "#E6C6A9",
        "skin2": "#CBA788",
        "shirt": "#5F8795",
        "sleeve": "#6E97A5",
        "shirt2": "#4A6D7A",
        "shorts": "#34495B",
        "shorts2": "#2A3B4A",
        "hair": "#4A3B35",
        "shoe": "#9FB4BC",
        "shoe2": "#7F959E",
        "sole": "#3D4C57",
        "sole2": "#323F49",
        "sock": "#DFE6E8",
        "sock2": "#C3CCCF",
    },
    "short": {
        "skin": "#8D5B3E",
        "skin2": "#734730",
        "shirt": "#C9A24B",
        "sleeve": "#D8B566",
        "shirt2": "#A5823A",
        "shorts": "#3F4A46",
        "shorts2": "#323C38",
        "hair": "#231C1A",
        "shoe": "#8FA9A0",
        "shoe2": "#728A82",
        "sole": "#37433F",
        "sole2": "#2D3733",
        "sock": "#E4E7E1",
        "sock2": "#C6CBC3",
    },
}
_PEOPLE_DARK: Mapping[Body, Colours] = {
    "bun": {
        "skin": "#E0BE9F",
        "skin2": "#B9947A",
        "shirt": "#6E9EAD",
        "sleeve": "#82B0BE",
        "shirt2": "#507785",
        "shorts": "#56708A",
        "shorts2": "#425A72",
        "hair": "#7B5F52",
        "shoe": "#B3C6CD",
        "shoe2": "#8AA0A9",
        "sole": "#DDE6E8",
        "sole2": "#A9B7BC",
        "sock": "#EDF2F3",
        "sock2": "#BAC5C9",
    },
    "short": {
        "skin": "#9A6748",
        "skin2": "#7E5138",
        "shirt": "#D9B45E",
        "sleeve": "#E5C67C",
        "shirt2": "#AF8C44",
        "shorts": "#62756E",
        "shorts2": "#4E5F58",
        "hair": "#54463F",
        "shoe": "#A9C2B9",
        "shoe2": "#849D94",
        "sole": "#DDE6E1",
        "sole2": "#A9B7B1",
        "sock": "#EEF2EC",
        "sock2": "#BDC6BC",
    },
}


@lru_cache(maxsize=4)
def colours(body: Body, *, dark: bool = False) -> Colours:
    """The colour of every paint; those of a ghost begin with "~"."""
    ground = DARK_GROUND if dark else LIGHT_GROUND
    people, things = (_PEOPLE_DARK, _THINGS_DARK) if dark else (_PEOPLE_LIGHT, _THINGS_LIGHT)
    solid = {"tile": ground, **things, **people[body]}
    ghosts = {f"~{paint}": mixed(solid[paint], ground, FADED) for paint in GHOSTS.values()}
    return solid | ghosts | {RIM: mixed(solid["rim"], ground, RIM_FADED)}


def mixed(colour: str, other: str, share: float) -> str:
    """*colour* with that share of the *other*."""
    pairs = ((int(colour[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in pairs)
