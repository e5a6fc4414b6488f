"""The sentences of the hand-over that are the program's own and stand in no form: an interpreter reads them in as well.

Only what a participant can meet, and only whole sentences: one with a number or a name in it cannot be read in before.
"""

from __future__ import annotations

from nbnb_desktop.i18n import N_, PARTICIPANT_LANGUAGES, speaker

HAND_OVER = "hand-over"
"""Stands among the forms where recordings are made and counted."""
TITLE = N_("Sentences and buttons of the hand-over")

SENTENCES = (
    N_("How shall we do this?"),
    N_("I do this alone"),
    N_("Somebody reads aloud"),
    N_("An interviewer helps me"),
    N_("To practise: I like to drink tea."),
    N_("No"),
    N_("A little"),
    N_("Yes"),
    N_("Next"),
    N_("Back"),
    N_("Are these your answers?"),
    N_("No answer"),
    N_("Yes, this is right"),
    N_("Back to all answers"),
    N_("Thank you."),
    N_("Your answers are saved. Please give the laptop back."),
    N_("Give the laptop back"),
    N_("A break"),
    N_("Your answers are saved. Take your time."),
    N_("Go on"),
    N_("I have read this"),
    N_("Choose an answer."),
    N_("Give an answer here."),
    N_("This answer is not possible here."),
    N_("Choose an answer from the list."),
    N_("Type a whole number, for example 12."),
    N_("Type a number, for example 12 or 12,5."),
    N_("Type a year of four digits, for example 1990."),
    N_("Type a month and a year, for example 3 and 1990."),
    N_("This day does not exist. Type a day, a month and a year, for example 27, 3 and 1990."),
    N_("Type a time between 0:00 and 23:59, for example 9 and 30."),
    N_("Type a day that exists and a time, for example 27, 3, 1990, 9 and 30."),
)


def sentences(language: str) -> tuple[str, ...]:
    """What is to be read in in ``language``: its own name, which stands on the first page, and then the sentences."""
    return (PARTICIPANT_LANGUAGES[language].own_name, *map(speaker(language), SENTENCES))
