"""Tags of languages, as ISO 639 and BCP 47 have them, and what people call them."""

from __future__ import annotations

ENGLISH = "en"
# Those whose sentences, words and conventions are known here; for others English rules stand in.
LISTED = ("de", ENGLISH, "es", "fr", "it", "la", "nl", "pt", "ru")
THREE_LETTERS = {
    "deu": "de", "dut": "nl", "eng": "en", "esp": "es", "fra": "fr", "fre": "fr", "ger": "de", "ita": "it", "lat": "la",
    "nld": "nl", "por": "pt", "rus": "ru", "spa": "es",
}  # fmt: skip
NAMES = {
    "ar": "Arabic", "bg": "Bulgarian", "ca": "Catalan", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek",
    "en": "English", "es": "Spanish", "et": "Estonian", "fi": "Finnish", "fr": "French", "he": "Hebrew", "hr": "Croatian",
    "hu": "Hungarian", "it": "Italian", "ja": "Japanese", "la": "Latin", "lt": "Lithuanian", "lv": "Latvian", "nl": "Dutch",
    "no": "Norwegian", "nb": "Norwegian", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian",
    "sk": "Slovak", "sl": "Slovene", "sr": "Serbian", "sv": "Swedish", "tr": "Turkish", "uk": "Ukrainian", "zh": "Chinese",
}  # fmt: skip


def base(tag: str) -> str:
    """Return the language of a tag, in two letters where it has such; empty for none.

    >>> base("de-AT"), base("fra"), base("und")
    ('de', 'fr', '')
    """
    language = tag.strip().replace("_", "-").partition("-")[0].lower()
    language = THREE_LETTERS.get(language, language)
    return "" if language in {"und", "mul", "zxx", "mis"} else language


def name_of(language: str) -> str:
    """Return what a language is called in English, its tag behind it; the tag alone where that is not known.

    >>> name_of("de"), name_of("xx")
    ('German (de)', 'xx')
    """
    return f"{NAMES[language]} ({language})" if language in NAMES else language


def named(name: str) -> str:
    """Return the tag of the language that people call so in English; empty where no such is known.

    >>> named("German"), named("Klingon")
    ('de', '')
    """
    return next((tag for tag, known in NAMES.items() if known.casefold() == name.casefold()), "")
