"""What each yes or no of the consent form means, and what it stops: pure, one rule for screens, papers and commands.

Spec 3.10: one yes or no per purpose, refusing has no effect on the guidance, a yes can be withdrawn. Where nobody has asked yet
(``UNASKED``), a paper may be made for the participant, who decides whom to give it to; sharing by us waits for a yes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from nbnb_desktop.i18n import N_

FORM = "toestemming"
YES, NO, WITHDRAWN, UNASKED = "yes", "no", "withdrawn", "unasked"


@dataclass(frozen=True, slots=True)
class Purpose:
    """What was asked (``words``), and what happens without a yes (``without``); both are msgids."""

    code: str
    words: str
    without: str


PURPOSES: Mapping[str, Purpose] = MappingProxyType({
    purpose.code: purpose
    for purpose in (
        Purpose("c2", N_("Answers used for research"), N_("No survey answer goes into the research data.")),
        Purpose("c3", N_("Linked by Statistics Netherlands (CBS)"), N_("The participant is not in the files for linking.")),
        Purpose(
            "c4", N_("Plan shared with the case manager"), N_("No portfolio for the municipality; the case manager does not sign the plan.")
        ),
        Purpose("c5", N_("CV shared with employers"), N_("No portfolio for an employer.")),
        Purpose("c6", N_("Needs at work written down"), N_("Needs at work are printed on no paper.")),
        Purpose("c7", N_("Photo or voice kept"), N_("Make no photo and no recording; remove what there is.")),
        Purpose("c8", N_("Contact after the programme"), N_("Do not call after the programme.")),
    )
})  # fmt: skip
"""The purposes of the form by code; C1 is information, not a choice."""


@dataclass(frozen=True, slots=True)
class Said:
    """The answer for one purpose: yes, no, withdrawn or unasked; ``since`` is the ISO date of the answer or of its end."""

    state: str = UNASKED
    since: str = ""

    @property
    def forbids(self) -> bool:
        """Whether the participant said no, or took the yes back."""
        return self.state in (NO, WITHDRAWN)


def said(answers: Mapping[str, str], code: str) -> Said:
    """What the participant said about purpose ``code``, from the form's answers by column name; nothing filled in is unasked.

    A withdrawal counts from the moment that it is written down: a date in it that lies ahead gives us no last days.
    """
    given = answers.get(f"consent_{code}", "")
    if given == "1" and code in answers.get("withdrawn", "").split():
        return Said(WITHDRAWN, answers.get(f"consent_{code}_withdrawn", ""))
    return Said({"1": YES, "0": NO}.get(given, UNASKED), answers.get("consent_date", "") if given else "")


def all_said(answers: Mapping[str, str]) -> dict[str, Said]:
    """What was said about every purpose, by code."""
    return {code: said(answers, code) for code in PURPOSES}


PAPERS: Mapping[tuple[str, str], str] = MappingProxyType({("portfolio", "municipality"): "c4", ("portfolio", "employer"): "c5"})
"""The purpose that a paper (name, variant) serves, for papers that somebody else reads."""


def purpose_of(paper: str, variant: str = "") -> str:
    """The code of the purpose that a paper needs; "" for a paper of the participant's own."""
    return PAPERS.get((paper, variant), "")


SHARE_QUESTION = "share_scores"
"""The question of a survey whether the coach may see the answers; a form without it hides nothing."""


def is_shared(answers: Mapping[str, str]) -> bool:
    """Whether the coach may see a filled-in survey that asks ``SHARE_QUESTION``: only after a yes."""
    return answers.get(SHARE_QUESTION) == "1"


def asks_for_help(answers: Mapping[str, str]) -> bool:
    """Whether the participant wants the coach to know that things are not going well (spec 7.9)."""
    return answers.get("safety_share") == "1"
