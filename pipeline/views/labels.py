"""Names of values as people read them: `emg_ncs` is EMG/NCS, `rehabilitation/acupuncture` two words."""

from __future__ import annotations

_SPECIAL = {
    "dmepos": "DMEPOS",
    "emg_ncs": "EMG/NCS",
    "nsaid": "NSAID",
    "h2_blocker": "H2 blocker",
    "home_health": "home health care",
    "physical_occupational_therapy": "physical and occupational therapy",
    "non_arthroscopic": "non-arthroscopic",
    "misc_analgesic": "miscellaneous analgesic",
    "evaluation_and_management": "evaluation and management",
}


def label(value: str) -> str:
    """A name of the record's closed lists, for people."""
    return _SPECIAL.get(value) or value.replace("_", " ")


def subcategory_label(value: str) -> str:
    """`category/subcategory` for people, with an angle between the two."""
    return " › ".join(map(label, value.split("/")))


def title(text: str) -> str:
    """`text` with a capital first letter."""
    return text[:1].upper() + text[1:]
