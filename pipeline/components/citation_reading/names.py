"""How the bodies that publish guidelines are named."""

from __future__ import annotations

import re

_ODG = r"(?:Official\sDis(?:a|i)bility\sGuid(?:e-?\s?lines?|es?)\b|ODG\b)"
ODG = re.compile(
    rf"(?<![\w/.])(?:\(ODG(?:[-\s]TWC)?\)\s(?={_ODG}))?{_ODG}(?:[-\s]TWC)?(?:['’]s)?(?:\s?\(\s?(?:{_ODG})(?:[-\s]TWC)?\s?\))?(?:['’]s)?",
    re.I,
)
ACOEM = re.compile(
    r"(?:American\sCollege\sof\sOccupational\s(?:and|&)\sEnvironmental\sMedicine(?:['’]s)?(?:\s?\(ACOEM\))?|ACOEM)(?:['’]s)?",
    re.I,
)
MTUS = re.compile(
    r"(?:(?:California\s)?Medical\sTreatment\sUtilization\sSchedule(?:\s?\((?:CA[-\s])?MTUS\))?|MTUS)(?:['’]s)?",
    re.I,
)
URL = re.compile(r"(?:https?://|www\.)[^\s,;]+(?:(?<=-)\s[^\s,;]+)*|\b[\w-]+\.(?:com|org|gov)\b(?:/[^\s,;]*)?")
NAME_WORDS = re.compile(
    r"(?:(?:State\sof\s)?California(?:['’]s)?|CA(?=[\s/-])|Non-MTUS|Occupational\sMedicine\sPractice\sGuidelines?"
    r"|OMPG|Practice\sGuidelines?|Medical\sTreatment\sGuidelines?|Treatment\sGuidelines?|Guidelines?|Guides?\b(?!\sto)"
    r"|[- ]?adopted|Text)(?![\w-])",
    re.I,
)
ODG_WORDS = re.compile(
    r"(?:Treatment(?:\sIndex)?\sin\sWorkers?['’]?\s?Comp(?:ensation)?\.?(?:\s?\(TWC\))?|\(?TWC\)?|Treatment\sIndex"
    r"|(?:Work\sLoss\sData\sInstitute|WLDI)(?:,?\sLLC)?"
    r"|\(?(?:Online|Web|Internet|Current|Electronic)(?:[- ]Based)?(?:\s(?:Version|Edition))?\)?"
    r"|or\scurrent\syear|(?:[Mm]ost\s)?current\s(?:year|version|edition)|Integrated\sTreatment/Disability\sDuration\sGuidelines?|Procedures?(?:\sSummary)?|by\sMCG|Version|Guidelines?|Updates?"
    r"|(?:Acute\s?(?:&|and)\s?Chronic|Acute|Chronic)(?=\)))(?![\w-])",
    re.I,
)
"""Words beside the name of ODG that are neither chapter nor topic."""
SEPARATORS = re.compile(r"[\s,;:()\[\]\"“”'’./|–—&-]+")
