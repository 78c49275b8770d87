"""Letters of as many items as one likes, for what has to grow as they do."""

from __future__ import annotations

HEAD = """Independent Medical Review Final Determination Letter

IMR Case Number: CM14-9900001   Date of Injury: 01/02/2012

CLINICAL CASE SUMMARY
The patient is a 45 year old female who was injured on 1/2/2012.

IMR ISSUES, DECISIONS AND RATIONALES
The Final Determination was based on decisions for the disputed items/services set forth below:

"""
ITEM = """{number}. Lumbar brace {number} for the left knee, 2 times a week for 6 weeks: Upheld

Claims Administrator guideline: Decision based on MTUS ACOEM.

MAXIMUS guideline: Decision based on MTUS Chronic Pain Medical Treatment Guidelines, page {page}.

Decision rationale: The guideline recommends a brace. {reason}Therefore, the request is not medically necessary.

"""
REASON = "Since the brace in question {before} is not certified, the associated brace is not certified either. "


def letter(items: int, reason: str = "") -> str:
    """A letter with so many items, each with a reason that may name (`{before}`) the item before it."""
    return HEAD + "".join(
        ITEM.format(number=n, page=n % 90 + 1, reason=reason.format(before=max(1, n - 1))) for n in range(1, items + 1)
    )
