"""Names across scripts: what makes Tekle, ተክለ and a misspelt Tekele find each other.

``fold`` evens out how one script is typed, ``romanise`` brings every script to a–z, and ``skeleton`` keeps only the consonants
that survive transliteration (Arabic writes few vowels, and Mohamed, Muhammad and محمد share m-h-m-d).
"""

from __future__ import annotations

import re
import unicodedata

from anyascii import anyascii

_SAME_LETTER = str.maketrans({
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه", "ۀ": "ه", "ە": "ه", "ک": "ك", "ڪ": "ك",
    "ـ": "", "\u200c": " ", "\u200d": "", "ı": "i", "ł": "l", "ø": "o", "đ": "d", "'": "", "’": "", "ʼ": "", "`": "",
    # Ge'ez letters that Tigrinya and Amharic writers use for one sound
    "ሠ": "ሰ", "ሡ": "ሱ", "ሢ": "ሲ", "ሣ": "ሳ", "ሤ": "ሴ", "ሥ": "ስ", "ሦ": "ሶ",
    "ፀ": "ጸ", "ፁ": "ጹ", "ፂ": "ጺ", "ፃ": "ጻ", "ፄ": "ጼ", "ፅ": "ጽ", "ፆ": "ጾ",
})  # fmt: skip
_ARTICLE = re.compile(r"\bال(?=\w{3})")
_DIGRAPHS = (
    ("kh", "h"),
    ("gh", "g"),
    ("sh", "s"),
    ("ch", "s"),
    ("th", "t"),
    ("dh", "d"),
    ("ts", "s"),
    ("zh", "s"),
    ("ph", "f"),
    ("ck", "k"),
)
_CONSONANTS = str.maketrans({"c": "k", "q": "k", "x": "k", "z": "s", "v": "f", "p": "b", "j": "g"} | dict.fromkeys("aeiouwy", ""))


def fold(text: str) -> str:
    """Lower case, without accents and vowel signs, one form of each letter."""
    plain = text.casefold()
    if plain.isascii():
        return plain.translate(_SAME_LETTER)
    plain = unicodedata.normalize("NFKD", plain)
    kept = "".join(character for character in plain if not unicodedata.combining(character))
    return unicodedata.normalize("NFKC", kept).translate(_SAME_LETTER)


def words(text: str) -> list[str]:
    """The folded words of a name."""
    return re.findall(r"\w+", fold(text))


def romanise(text: str) -> str:
    """The folded words in a–z and digits, separated by one space."""
    latin = anyascii(_ARTICLE.sub("", fold(text))).lower()
    return " ".join(re.findall(r"[a-z0-9]+", re.sub(r"['`]", "", latin)))


def skeleton(word: str) -> str:
    """The consonants of one romanised word; the word itself where it has none."""
    text = word
    for pair, one in _DIGRAPHS:
        text = text.replace(pair, one)
    text = text.translate(_CONSONANTS)
    text = re.sub(r"(.)\1+", r"\1", text)
    return (text[:-1] if len(text) > 2 and text.endswith("h") else text) or word


def skeletons(text: str) -> list[str]:
    """The skeletons of the words of a name that say something (an article like "al" does not)."""
    return [skeleton(word) for word in romanise(text).split() if len(word) > 2 or not word.isalpha()]
