"""What pandoc would drop of LaTeX: ways to set notes, the languages that babel is told, and the signs that these write.

Notes are written as the one kind that pandoc knows, signs as the characters that are printed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from index.languages import named

COMMENT = re.compile(r"(?<!\\)%.*")
MARK = re.compile(r"\\footnotemark\b(?:\[(?P<label>[^\]]*)\])?(?:\{\})?")
TEXT = re.compile(r"\\footnotetext\b(?:\[(?P<label>[^\]]*)\])?\s*(?=\{)")
OTHER_NOTES = re.compile(r"\\(?:endnote|sidenote|marginnote|pagenote|footnoteB|footnoteA|Footnote|thanksnote)(?=\s*[\[{])")
BABEL = re.compile(r"\\usepackage\s*\[(?P<options>[^\]]*)\]\s*\{[^}]*\bbabel\b[^}]*\}")
CLASS = re.compile(r"\\documentclass\s*\[(?P<options>[^\]]*)\]")
USES_BABEL = re.compile(r"\\usepackage\s*(?:\[[^\]]*\]\s*)?\{[^}]*\bbabel\b[^}]*\}")
MAIN = re.compile(
    r"\\(?:set(?:main|default)language\s*(?:\[[^\]]*\]\s*)?|babelprovide\s*\[[^\]]*\bmain\b[^\]]*\]\s*)\{(?P<name>[^}]*)\}"
)
SWITCH = re.compile(r"\\selectlanguage\s*(?:\[[^\]]*\]\s*)?\{(?P<name>[^}]*)\}")
BODY = re.compile(r"\\begin\s*\{document\}")
# Names of languages that are not what people call them.
BABEL_NAMES = {
    "acadian": "fr", "american": "en", "australian": "en", "austrian": "de", "brazil": "pt", "brazilian": "pt", "british": "en",
    "canadian": "en", "canadien": "fr", "classiclatin": "la", "ecclesiasticlatin": "la", "francais": "fr", "frenchb": "fr",
    "germanb": "de", "medievallatin": "la", "mexican": "es", "naustrian": "de", "newzealand": "en", "ngerman": "de",
    "nswissgerman": "de", "polutonikogreek": "el", "portuges": "pt", "spanishmx": "es", "swissgerman": "de", "ukenglish": "en",
    "usenglish": "en",
}  # fmt: skip
# What babel prints for these in German; behind a backslash, the quotation mark is an accent.
SHORTHAND = re.compile(r"(?<!\\)\"(?P<sign>ck|ff|[aouAOUszSZ`'<>|=~\"-])")
GERMAN_SHORTHANDS = {
    "a": "ä", "o": "ö", "u": "ü", "A": "Ä", "O": "Ö", "U": "Ü", "s": "ß", "z": "ß", "S": "SS", "Z": "SZ", "`": "„", "'": "“",
    "<": "«", ">": "»", "|": "", "=": "-", "~": "-", '"': "", "-": "", "ck": "ck", "ff": "ff",
}  # fmt: skip
# What these print, as babel has it in French and csquotes everywhere; pandoc knows none of them.
PRINTED = {
    "og": "«~", "fg": "~»", "ier": "er", "iere": "re", "iers": "ers", "ieres": "res", "ieme": "e", "iemes": "es", "no": "n°~",
    "No": "N°~", "nos": "n°s~", "degres": "°", "primo": "1°~", "secundo": "2°~", "tertio": "3°~", "textelp": "[…]", "dag": "†",
    "ddag": "‡", "thinspace": "~",
}  # fmt: skip
SIGN = re.compile(
    rf"(?P<before>[ ~]*)\\(?P<name>{'|'.join(sorted(PRINTED, key=len, reverse=True))})(?![A-Za-z])(?:\{{\}}|(?P<space>\s*))"
)
# Whose words are printed, between these.
AROUND = {
    "bsc": ("", ""), "frquote": ("«~", "~»"), "nth": ("", "th"), "textins": ("[", "]"), "textdel": ("[", "]"), "up": ("", ""),
    "fup": ("", ""), "parentext": ("(", ")"), "brackettext": ("[", "]"), "poemtitle": ("", ""),
}  # fmt: skip
WORDS = re.compile(rf"\\(?P<name>{'|'.join(AROUND)})\*?\s*(?=\{{)")
# What prints nothing of the text: layout, counters, indexes, and lists that the file does not hold.
LAYOUT = re.compile(
    r"(?:[vh](?:skip|space|fill|box)|(?:clear|clear(?:odd|even)|new|no|this)?page(?:break|style|numbering|ref)?|cleardoublepage|"
    r"(?:no|re)?newline|(?:no)?linebreak|(?:no)?indent|noindent|par\w*|maketitle|titlepage|tableofcontents|listof\w+|"
    r"(?:small|med|big)(?:skip|break)|(?:add|set|step|refstep|new|add\w*)?(?:length|counter)\w*|addto\w*|"
    r"(?:double|onehalf|single)spac\w+|setstretch|index|sindex|label|phantomsection|bookmark|pdfbookmark|print\w+|the\w+|"
    r"(?:front|main|back)matter|appendix|raggedright|raggedleft|center\w*|ragged\w+|flush\w+|sloppy|fussy|frenchspacing|"
    r"nonfrenchspacing|markboth|markright|fancy\w*|[lrc]head|[lrc]foot|nocite|bibliographystyle|hypersetup|let|def|g?def|renewcommand|"
    r"newcommand|providecommand|makeatletter|makeatother|protect|relax|selectfont|font\w*|normalfont|rule|hrule|vrule|hline|"
    r"nobreak\w*|allowbreak|penalty|looseness|enlargethispage|needspace|todo|marginpar|graphicspath|input|include|subfile|"
    r"pagestyle|vfill|hfill|hfil|vfil|dotfill|hrulefill|selectlanguage|begingroup|endgroup|bgroup|egroup|begin|end|item\w*|"
    r"microtypesetup|captionsetup|multicolumn|columnbreak|balance|FloatBarrier|bibliography|ignorespaces\w*|unskip|leavevmode|"
    r"quad|qquad|strut|null|kern|hskip|vskip|baselineskip|textwidth|linewidth)\Z"
)
MOST_NAMED = 5
LONGEST_NAMED = 60  # characters of a command that is passed over
COMMAND = re.compile(r"\\(?P<name>[A-Za-z]+|.)")
BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
NOTED = re.compile(r"\\(?:footfullcite|footparencite|footcitetext|smartcite|Smartcite)(?=\s*[\[{])")
LITERAL = re.compile(
    r"\\begin\{(?P<kind>verbatim|lstlisting|minted)\*?\}.*?\\end\{(?P=kind)\*?\}|\\verb\*?(?P<bar>[^\w\s*]).*?(?P=bar)", re.DOTALL
)
INCLUDED = re.compile(r"\\(?P<how>input|include|subfile)\s*\{(?P<name>[^}]*)\}")


def all_footnotes(text: str) -> str:
    r"""Return LaTeX in which endnotes, and marks whose texts stand elsewhere, are footnotes.

    >>> all_footnotes(r"War\footnotemark{} came.\footnotetext{Harris.}")
    'War\\footnote{Harris.} came.'
    """
    text = OTHER_NOTES.sub(lambda _: r"\footnote", text)
    found = list(_texts(text))
    if not found:
        return text
    without = _cut(text, [(start, end) for start, end, _, _ in found])
    waiting = [(label, words) for _, _, label, words in found]
    return MARK.sub(lambda mark: _footnote(mark, waiting), without)


def main_language(text: str) -> str:
    r"""Return the tag of the language in which most of a LaTeX document is set, as babel or polyglossia is told; empty for none.

    Of several languages, babel's last option is the main one, unless `main=` names it; `\\selectlanguage` sets what follows it.

    >>> main_language(r"\usepackage[french,ngerman]{babel}")
    'de'
    """
    text = COMMENT.sub("", text)
    begins = BODY.search(text)
    preamble, body = (text[: begins.start()], text[begins.end() :]) if begins else (text, "")
    told = _told(preamble)
    first, *switched = _pieces(body)
    letters = Counter({told: len(first[1])})
    for name, piece in switched:
        letters[_tag(name)] += len(piece)
    return letters.most_common(1)[0][0]


def _told(preamble: str) -> str:
    """Return the language that a preamble sets."""
    main = MAIN.search(preamble)
    if main:
        return _tag(main["name"])
    if not USES_BABEL.search(preamble):
        return ""
    for pattern in (BABEL, CLASS):
        names = [option for match in pattern.finditer(preamble) for option in match["options"].split(",")]
        tags = [tag for name in names if (tag := _tag(name.removeprefix("main=")))]
        mains = [tag for name in names if name.strip().startswith("main=") and (tag := _tag(name.partition("=")[2]))]
        if tags:
            return (mains or tags)[-1]
    return ""


def _pieces(body: str) -> list[tuple[str, str]]:
    """Return the pieces of a body between its changes of language, each with the name of its own; the first has none."""
    parts = SWITCH.split(body)
    return [("", parts[0]), *zip(parts[1::2], parts[2::2], strict=True)]


def _tag(name: str) -> str:
    plain = name.strip().lower()
    return BABEL_NAMES.get(plain) or named(plain)


def as_printed(text: str) -> str:
    r"""Return LaTeX in which what pandoc does not know stands as it is printed: guillemets, umlauts, an editor's brackets, names.

    What is set as it is typed, as programs are, stays. Notes that only cite are written as those that pandoc knows.

    >>> as_printed(r"\og oui\fg{}, \bsc{Dupont} \textelp{} \footfullcite{x}")
    '«~oui~», {Dupont} […] \\footcite{x}'
    """
    german = any(_tag(name) == "de" for match in (*BABEL.finditer(text), *CLASS.finditer(text)) for name in _names(match))
    german = german or any(_tag(match["name"]) == "de" and "babelshorthands" in match[0] for match in MAIN.finditer(text))
    parts, at = [], 0
    for literal in LITERAL.finditer(text):
        parts += [_printed(text[at : literal.start()], german=german), literal[0]]
        at = literal.end()
    return "".join([*parts, _printed(text[at:], german=german)])


def _names(match: re.Match[str]) -> list[str]:
    return [option.strip().removeprefix("main=") for option in match["options"].split(",")]


def _printed(text: str, *, german: bool) -> str:
    text = NOTED.sub(lambda _: r"\footcite", text)
    text = _with_words(SIGN.sub(_sign, text))
    return SHORTHAND.sub(lambda match: GERMAN_SHORTHANDS[match["sign"]], text) if german else text


def _sign(match: re.Match[str]) -> str:
    """Return what a sign prints: LaTeX takes the space behind its name for the name's end, and a number wants none."""
    before = "" if match["name"] == "fg" else match["before"]
    behind = (match["space"] or "") if match["name"] == "fg" else ""
    return before + PRINTED[match["name"]] + behind


def _with_words(text: str) -> str:
    """Return LaTeX in which the words that some commands are given stand in braces alone, between what these print."""
    closing = _braces(text)
    put: dict[int, str] = {}
    dropped = []
    for match in WORDS.finditer(text):
        if match.end() in closing:
            before, behind = AROUND[match["name"]]
            dropped.append((match.start(), match.end()))
            put[match.end()], put[closing[match.end()] + 1] = before, behind + put.get(closing[match.end()] + 1, "")
    parts, at = [], 0
    for start, end, words in sorted([*((start, end, "") for start, end in dropped), *((at, at, put[at]) for at in put)]):
        parts += [text[at:start], words]
        at = max(end, at)
    return "".join([*parts, text[at:]])


def _braces(text: str) -> dict[int, int]:
    """Return where each brace that opens is closed."""
    closing: dict[int, int] = {}
    opened: list[int] = []
    for match in BRACE.finditer(text):
        if match[0] == "{":
            opened.append(match.start())
        elif match[0] == "}" and opened:
            closing[opened.pop()] = match.start()
    return closing


def included(text: str) -> Iterator[str]:
    """Say which other files a text names, which are not read."""
    for match in INCLUDED.finditer(COMMENT.sub("", text)):
        yield f"\\{match['how']}{{{match['name']}}} names another file, which was not read: put its text into this one"


def _footnote(mark: re.Match[str], waiting: list[tuple[str | None, str]]) -> str:
    """Return the footnote for a mark: the text of its label, else the next one."""
    at = next((at for at, (label, _) in enumerate(waiting) if label == mark["label"]), 0)
    return rf"\footnote{{{waiting.pop(at)[1]}}}" if waiting else mark[0]


def _texts(text: str) -> Iterator[tuple[int, int, str | None, str]]:
    """Yield where each note's text that stands apart begins and ends, with its label and its words."""
    for match in TEXT.finditer(text):
        end = _closing(text, match.end())
        if end is not None:
            yield match.start(), end + 1, match["label"], text[match.end() + 1 : end]


def doubts_about_passed_over(text: str, passed_over: Sequence[tuple[int, str]]) -> Iterator[str]:
    """Say which commands in the body of a text, each with its line, pandoc passed over, so that what they print is missing."""
    begins = BODY.search(text)
    first = text.count("\n", 0, begins.start()) + 1 if begins else 0
    named = (what for line, what in passed_over if line >= first and _prints(what))
    found = list(dict.fromkeys(" ".join(what.split())[:LONGEST_NAMED] for what in named))
    if found:
        more = f" and {len(found) - MOST_NAMED} others" if len(found) > MOST_NAMED else ""
        yield (
            f"what {', '.join(found[:MOST_NAMED])}{more} would print is not in the text, for these commands are not known here: "
            "check the sentences in which they stand"
        )


def _prints(what: str) -> bool:
    command = COMMAND.match(what)
    return command is not None and not LAYOUT.match(command["name"])


def _closing(text: str, opening: int) -> int | None:
    """Return where the brace that opens at `opening` is closed."""
    depth, at = 0, opening
    while at < len(text):
        if text[at] == "\\":
            at += 1
        elif text[at] in "{}":
            depth += 1 if text[at] == "{" else -1
            if not depth:
                return at
        at += 1
    return None


def _cut(text: str, spans: list[tuple[int, int]]) -> str:
    parts, at = [], 0
    for start, end in spans:
        parts.append(text[at:start])
        at = end
    return "".join([*parts, text[at:]])
