"""altered_meaning.py: why an editor's marks may alter what the text says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from index.readers.article_files import read_article
from qa.verifying.meaning.altered_meaning import meaning_changes
from qa.verifying.permitted_differences import permitted_differences
from qa.verifying.prepared_articles import PreparedArticle
from tests.qa.verifying.conftest import finding_of

TEXT = """On the Mayor

Weber came to Kiel in May 1847. He was not able to pay all the pilots, and they went to Norway. The harbour, which nobody had
dredged since the war, was closed. Only two ships could leave before the ice came. The council may have known. The mayor says
that Lange will pay him if the ice breaks. She is an unhappy child of the harbour, as Lange was. Ships are sold here.

The town was poor. Its mayor asked Hansen for coal, and Hansen refused. The weber of the town wove sails.
"""


@pytest.fixture
def mayor(tmp_path: Path) -> PreparedArticle:
    """A small article with negations, numbers, names and modals."""
    path = tmp_path / "mayor.txt"
    path.write_text(TEXT, "utf-8")
    return PreparedArticle(read_article(path))


def reasons(prepared: PreparedArticle, quotation: str) -> list[str]:
    """The reasons, each with what was done to which words."""
    found = meaning_changes(permitted_differences(finding_of(prepared, quotation)), prepared)
    return [f"{each.reason.value}, {each.change.value}: {each.quoted} | {each.original}" for each in found]


@pytest.mark.parametrize(
    ("quotation", "expected"),
    [
        ("He was … able to pay", ["negation, left out:  | not"]),
        ("able to pay … the pilots", ["quantifier, left out:  | all"]),
        ("Weber came to Kiel in … 1847", ["number, left out:  | May"]),
        ("The council … have known", ["modal, left out:  | may"]),
        ("Its mayor asked … for coal", ["name, left out:  | Hansen"]),
        ("The mayor says that Lange … if the ice breaks", ["modal, left out:  | will"]),
        ("Lange will pay … the ice breaks", ["modal, left out:  | if"]),
        ("The town … asked Hansen", ["joined sentences, left out:  | was poor. Its mayor"]),
    ],
)
def test_what_an_ellipsis_must_not_take(mayor: PreparedArticle, quotation: str, expected: list[str]) -> None:
    """A word on which the statement hangs, or the end of a sentence, is a reason to doubt."""
    assert reasons(mayor, quotation) == expected


OATS = """On Oats

They waited in the bay six hours before the ice broke, because nobody but the smith had oil. The oats of Kiel are said to be
better than those of Bergen. A founded town sells fine oats, a few bad harvests excepted. The colour of the judgment was grey.
"""


@pytest.fixture
def oats(tmp_path: Path) -> PreparedArticle:
    """A small article whose clauses hang on each other."""
    path = tmp_path / "oats.txt"
    path.write_text(OATS, "utf-8")
    return PreparedArticle(read_article(path))


@pytest.mark.parametrize(
    ("quotation", "expected"),
    [
        ("They waited in the bay six hours … the ice broke", ["joined sentences, left out:  | before"]),
        ("the ice broke … nobody but the smith had oil", ["joined sentences, left out:  | because"]),
        ("nobody … had oil", ["quantifier, left out:  | but"]),
        ("The oats of Kiel are … better", ["modal, left out:  | said"]),
        ("A founded town sells fine oats.", ["modal, left out:  | excepted"]),
        ("in the bay six [days or] hours", ["number, put in: days or | "]),
        ("the smith had oil [because of the ice]", ["wording, put in: because | "]),
        ("the smith [and his dog] had oil", ["wording, put in: dog | "]),
        ("town sells fine [barley]", ["wording, replaced: barley | oats"]),
        ("A [found] town sells fine oats", ["wording, replaced: found | founded"]),
    ],
)
def test_what_binds_excepts_or_adds(oats: PreparedArticle, quotation: str, expected: list[str]) -> None:
    """What binds a clause, excepts from it or is said by others is not left out, nor a cause or a measure put in, unseen."""
    assert reasons(oats, quotation) == expected


@pytest.mark.parametrize(
    "quotation", ["The colour of the judg[e]ment was grey", "the smith [and the ice] had oil", "[t]hey waited"]
)
def test_what_changes_a_spelling_or_stands_near(oats: PreparedArticle, quotation: str) -> None:
    """A letter of another spelling, and words that the text has near, are no reason."""
    assert reasons(oats, quotation) == []


@pytest.mark.parametrize(
    "quotation",
    [
        "The harbour … was closed",
        "The harbour, . . . was closed.",
        "Weber came to Kiel in May 1847. … The harbour, which nobody had dredged",
        "He was not able to pay. . . . The harbour",
        "Ships … sold here",
        "Only two ships could leave … The council may have known",
        "… to pay all the pilots …",
    ],
)
def test_what_an_ellipsis_may_take(mayor: PreparedArticle, quotation: str) -> None:
    """A clause between commas, whole sentences, and the rest of one where the reader sees that it ended, are no reason."""
    assert reasons(mayor, quotation) == []


@pytest.mark.parametrize(
    ("quotation", "expected"),
    [
        ("they [never] went to Norway", ["negation, put in: never | "]),
        ("they [all] went to Norway", ["quantifier, put in: all | "]),
        ("they [allegedly] went to Norway", ["modal, put in: allegedly | "]),
        ("they [secretly] went to Norway", ["wording, put in: secretly | "]),
        ("they [Hansen] went to Norway", ["name, put in: Hansen | "]),
        ("they went to Norway [in 1850]", ["number, put in: 1850 | "]),
        ("They [the pilots] went to Norway", []),
        ("He [Weber] was not able", []),
        ("they [sic] went to Norway [emphasis added]", []),
        ("[H]e was not able", []),
        ("[h]ansen refused", ["name, replaced: hansen | Hansen"]),
        ("hansen refused", ["name, replaced: hansen | Hansen"]),
        ("ships are sold here", []),
        ("Ships are [un]sold here", ["negation, replaced: [un]sold | sold"]),
    ],
)
def test_what_is_put_in(mayor: PreparedArticle, quotation: str, expected: list[str]) -> None:
    """Words that turn a statement round are reasons, and so are names and numbers that the text does not have near."""
    assert reasons(mayor, quotation) == expected


@pytest.mark.parametrize(
    ("quotation", "expected"),
    [
        ("[Hansen] was not able", ["name, put in: Hansen | "]),
        ("pay [some of] the pilots", ["quantifier, replaced: some of | all"]),
        ("and [Weber] went to Norway", []),
        ("and [Hansen] went to Norway", ["name, put in: Hansen | "]),
        ("and [we] went to Norway", ["pronoun, replaced: we | they"]),
        ("that Lange [would] pay him", []),
        ("that Lange [must] pay him", ["modal, replaced: must | will"]),
        ("that [he] will pay him", []),
        ("Ships [were] sold here", []),
        ("Ships are [built] here", ["wording, replaced: built | sold"]),
        ("Ships are s[elling] here", []),
        ("The council may have kn[ew]", []),
    ],
)
def test_what_is_replaced(mayor: PreparedArticle, quotation: str, expected: list[str]) -> None:
    """A pronoun for its name and a name for its pronoun, and another form of a word, are no reason; another word is one."""
    assert reasons(mayor, quotation) == expected


@pytest.mark.parametrize(
    ("quotation", "expected"),
    [
        ("The council may have.", []),
        ("Weber came to Kiel in May.", ["number, left out:  | 1847"]),
        ("and they went to.", ["name, left out:  | Norway"]),
        ("Only two ships could leave.", []),
    ],
)
def test_a_last_point_must_not_hide_the_last_words(mayor: PreparedArticle, quotation: str, expected: list[str]) -> None:
    """Where a point makes a sentence end one to three words early, the words are looked at."""
    assert reasons(mayor, quotation) == expected


SPEECH = """On Speech

“I will go to Kiel,” said Weber. “I will stay,” answered Hansen. “The king is dead.” “Long live the king!” cried Lange in the
hall. Was the harbour safe in May? The general tried to leave the town, and the bishop feared that the enemy would come. The
former mayor paid twenty-five pounds of silver, £40 and 30% of the tax. The police asked for a new policy. Soldiers of the
great army marched before the war to Kiel. The late king ruled with mercy, unless he was angry. He was a scholar in nothing
but name. “Peace,” he said, “is dear.” The hard winter came in March. The letter was true or false. She was less guilty than
her sister. Faith was in the town.
"""


@pytest.fixture
def speech(tmp_path: Path) -> PreparedArticle:
    """A small article of speeches, trials, measures and questions."""
    path = tmp_path / "speech.txt"
    path.write_text(SPEECH, "utf-8")
    return PreparedArticle(read_article(path))


@pytest.mark.parametrize(
    ("quotation", "expected"),
    [
        ("I will go to Kiel … I will stay", ["joined sentences, left out:  | ,” said Weber. “"]),
        ("The king is dead. … Long live the king!", ["joined sentences, left out:  | .” “"]),
        ("The general … leave the town", ["modal, left out:  | to"]),
        ("the bishop … the enemy would come", ["modal, left out:  | that"]),
        ("The … mayor paid", ["modal, left out:  | former"]),
        ("paid … pounds of silver", ["number, left out:  | twenty-five"]),
        ("paid twenty-five … of silver", ["number, left out:  | pounds"]),
        ("of silver, …40 and 30% of the tax", ["number, left out:  | £"]),
        ("She was … guilty than her sister", ["quantifier, left out:  | less"]),
        ("The late king ruled with mercy …", ["modal, left out:  | unless"]),
        ("Was the harbour safe in May.", ["modal, replaced: . | ?"]),
        ("He was a scholar.", ["negation, left out:  | nothing", "negation, left out:  | but"]),
        ("marched [after] the war", ["wording, replaced: after | before"]),
        ("true [and] false", ["wording, replaced: and | or"]),
        ("a new [police]", ["wording, replaced: police | policy"]),
        ("the great[er] army", ["quantifier, replaced: great[er] | great"]),
        ("The hard[ly] winter came", ["negation, replaced: hard[ly] | hard"]),
        ("The [corrupt] police asked", ["wording, put in: corrupt | "]),
        ("Faith [false] was in the town", ["negation, put in: false | "]),
        ("march. The letter was true", ["name, replaced: march | March"]),
    ],
)
def test_what_turns_a_statement(speech: PreparedArticle, quotation: str, expected: list[str]) -> None:
    """Speakers joined, trials made deeds, measures and comparisons gone, questions stated, and contraries are reasons."""
    assert reasons(speech, quotation) == expected


@pytest.mark.parametrize(
    "quotation",
    [
        "Peace … is dear",
        "Soldiers … marched before the war",
        "Soldiers of the great army march[ed] before the war",
        "The police [of the town] asked",
        "The police [officers] asked",
        "The police asked for a new policy …",
        "[w]as the harbour safe in May?",
        "She was less guilty than [the] sister",
    ],
)
def test_what_turns_nothing(speech: PreparedArticle, quotation: str) -> None:
    """Who speaks within a speech that goes on, a phrase, an ending and what is explained behind its word are no reason."""
    assert reasons(speech, quotation) == []


def test_each_reason_is_a_sentence(mayor: PreparedArticle) -> None:
    """What is told names the words and what may be wrong."""
    (change,) = meaning_changes(permitted_differences(finding_of(mayor, "He was … able to pay")), mayor)
    assert change.sentence == "“not” is left out: what is denied or affirmed may be another thing."
    assert change.span.of(mayor.article.text) == "not"


# The beginnings of works by Kant, Rousseau, Cervantes, Manzoni, Multatuli, Machado de Assis, Tolstoy and Caesar.
ELSEWHERE = {
    "de": """Aufklärung ist der Ausgang des Menschen aus seiner selbst verschuldeten Unmündigkeit. Unmündigkeit ist das
Unvermögen, sich seines Verstandes ohne Leitung eines anderen zu bedienen. Selbstverschuldet ist diese Unmündigkeit, wenn die
Ursache derselben nicht am Mangel des Verstandes, sondern der Entschließung und des Muthes liegt. Es ist so bequem, unmündig zu
sein. Ich habe nicht nöthig zu denken, wenn ich nur bezahlen kann; andere werden das verdrießliche Geschäft schon für mich
übernehmen. Im Juni 1784 schrieb Kant dem Verleger der Zeitschrift einen Brief.""",
    "fr": """L’homme est né libre, et partout il est dans les fers. Tel se croit le maître des autres, qui ne laisse pas d’être
plus esclave qu’eux. Comment ce changement s’est-il fait ? Je l’ignore. Si je ne considérais que la force et l’effet qui en
dérive, je dirais que le peuple n’avait rien à craindre. La plus ancienne de toutes les sociétés et la seule naturelle est celle
de la famille.""",
    "es": """En un lugar de la Mancha, de cuyo nombre no quiero acordarme, no ha mucho tiempo que vivía un hidalgo de los de lanza
en astillero. Frisaba la edad de nuestro hidalgo con los cincuenta años. Nunca fue caballero andante sin dama.""",
    "it": """Quel ramo del lago di Como, che volge a mezzogiorno, tra due catene non interrotte di monti, vien quasi a un tratto a
ristringersi. Don Abbondio non era nato con un cuor di leone. Questo matrimonio non s’ha da fare, né domani, né mai.""",
    "nl": """Ik ben makelaar in koffie, en woon op de Lauriergracht. Het is mijn gewoonte niet, romans te schrijven, of zulke
dingen, en het heeft dan ook lang geduurd, voor ik er toe overging een paar riem papier te bestellen.""",
    "pt": """Algum tempo hesitei se devia abrir estas memórias pelo princípio ou pelo fim. Não tive filhos, não transmiti a
nenhuma criatura o legado da nossa miséria. Talvez espante ao leitor a franqueza com que lhe exponho a minha mediocridade.""",
    "ru": """Все счастливые семьи похожи друг на друга, каждая несчастливая семья несчастлива по-своему. Жена не выходила из
своих комнат, мужа третий день не было дома. Дети бегали по всему дому, как потерянные.""",
    "la": """Gallia est omnis divisa in partes tres, quarum unam incolunt Belgae, aliam Aquitani. Hi omnes lingua, institutis,
legibus inter se differunt. Caesar maturandum sibi non existimavit, ne mercatores ad eos saepe commearent.""",
}


def read_in(language: str, folder: Path) -> PreparedArticle:
    """Return one of these texts, with a title."""
    path = folder / "text.txt"
    path.write_text(f"Initium\n\n{ELSEWHERE[language]}", "utf-8")
    return PreparedArticle(replace(read_article(path), language=language))


@pytest.mark.parametrize(
    ("language", "quotation", "expected"),
    [
        ("de", "Ich habe … nöthig zu denken", ["negation, left out:  | nicht"]),
        ("de", "sich seines Verstandes … zu bedienen", ["negation, left out:  | ohne"]),
        ("de", "Selbstverschuldet ist diese Unmündigkeit … liegt", ["modal, left out:  | wenn", "negation, left out:  | nicht"]),
        ("de", "wenn ich … bezahlen kann", ["quantifier, left out:  | nur"]),
        ("de", "wenn ich nur bezahlen …; andere werden", ["modal, left out:  | kann"]),
        ("de", "andere werden [niemals] das verdrießliche Geschäft", ["negation, put in: niemals | "]),
        ("de", "Im Juni … schrieb Kant", ["number, left out:  | 1784"]),
        ("de", "Im Juni 1784 schrieb … dem Verleger", ["name, left out:  | Kant"]),
        ("fr", "qui … laisse pas d’être plus esclave", ["negation, left out:  | ne"]),
        ("fr", "le peuple … à craindre", ["negation, left out:  | n’avait", "negation, left out:  | rien"]),
        ("fr", "La plus ancienne de … les sociétés", ["quantifier, left out:  | toutes"]),
        ("fr", "la … naturelle est celle de la famille", ["quantifier, left out:  | seule"]),
        ("es", "de cuyo nombre … quiero acordarme", ["negation, left out:  | no"]),
        ("es", "… fue caballero andante", ["negation, left out:  | Nunca"]),
        ("es", "Nunca fue caballero andante.", ["negation, left out:  | sin"]),
        ("es", "con los … años", ["number, left out:  | cincuenta"]),
        ("it", "Don Abbondio … era nato", ["negation, left out:  | non"]),
        ("it", "tra … catene", ["number, left out:  | due"]),
        ("nl", "Het is mijn gewoonte …, romans te schrijven", ["negation, left out:  | niet"]),
        ("pt", "… tive filhos", ["negation, left out:  | Não"]),
        ("pt", "transmiti a … criatura", ["negation, left out:  | nenhuma"]),
        ("pt", "Algum tempo hesitei [não] se devia", ["negation, put in: não | "]),
        ("ru", "Жена … выходила из своих комнат", ["negation, left out:  | не"]),
        ("ru", "мужа … день не было дома", ["number, left out:  | третий"]),
        ("la", "Caesar maturandum sibi … existimavit", ["negation, left out:  | non"]),
        ("la", "Hi … lingua, institutis, legibus", ["quantifier, left out:  | omnes"]),
    ],
)
def test_other_languages_have_their_own_words(language: str, quotation: str, expected: list[str], tmp_path: Path) -> None:
    """What denies, counts or makes uncertain is looked for among the words of the article's language."""
    assert reasons(read_in(language, tmp_path), quotation) == expected


@pytest.mark.parametrize(
    ("language", "quotation"),
    [
        ("de", "Aufklärung ist der Ausgang … aus seiner selbst verschuldeten Unmündigkeit"),
        ("de", "schrieb Kant … einen Brief"),
        ("de", "[d]ie Ursache derselben"),
        ("fr", "L’homme est né libre, et … il est dans les fers"),
        ("es", "vivía un hidalgo … en astillero"),
        ("it", "Quel ramo del lago di Como … vien quasi a un tratto a ristringersi"),
        ("nl", "Ik ben makelaar …, en woon op de Lauriergracht"),
        ("ru", "Дети бегали … как потерянные"),
        ("la", "Gallia est omnis divisa in partes tres …"),
    ],
)
def test_other_languages_may_be_shortened(language: str, quotation: str, tmp_path: Path) -> None:
    """Phrases may go, German nouns are no names, and words that mean something in English alone are no reason."""
    assert reasons(read_in(language, tmp_path), quotation) == []


@pytest.mark.parametrize(
    ("quotation", "expected"),
    [
        ("He marched in June and July,.", ["number, left out:  | 1754"]),
        ("He marched in June and July.", ["number, left out:  | 1754"]),
        ("On 4 July.", ["number, left out:  | 1755"]),
        ("On 4.", ["number, left out:  | July"]),
    ],
)
def test_a_date_is_not_cut_short(tmp_path: Path, quotation: str, expected: list[str]) -> None:
    """A last point that takes the year, or the month, off a date leaves another date."""
    path = tmp_path / "march.txt"
    path.write_text(
        "On the March\n\nHe marched in June and July, 1754, with all his men. On 4 July 1755 he came to the river.", "utf-8"
    )
    assert reasons(PreparedArticle(read_article(path)), quotation) == expected


CLAY = """On the Walls

The walls would have held. The duke, according to his enemies, fled at night. The mayor said that the walls were of clay. The town
would have paid if the duke had asked. The soldiers fled, and the officers stayed. The mayor came not.
It was not the mayor who sold the keys. His widow kept them.
"""


@pytest.mark.parametrize(
    ("quotation", "expected"),
    [
        ("The duke … fled at night", ["modal, left out:  | according to his enemies"]),
        ("[T]he walls were of clay.", ["modal, left out:  | said that"]),
        ("… the walls were of clay", ["modal, left out:  | said that"]),
        ("[T]he mayor who sold the keys.", ["negation, left out:  | not"]),
        ("The town would have paid. . . . His widow kept them.", ["modal, left out:  | if"]),
        ("The walls would have held. . . . the mayor who sold the keys.", ["negation, left out:  | not"]),
        ("The soldiers … stayed", ["joined sentences, left out:  | fled, and the officers"]),
        ("The walls would have held. . . . The town would have paid", []),
        ("The walls would have held. . . . [T]he duke had asked", ["modal, left out:  | if"]),
        ("The duke . . . fled at night. . . . His widow kept them.", ["modal, left out:  | according to his enemies"]),
    ],
)
def test_what_frames_a_statement_does_not_vanish(tmp_path: Path, quotation: str, expected: list[str]) -> None:
    """On whose word something is said, or that it is denied or conditional, is told where an editor's marks leave it out."""
    path = tmp_path / "walls.txt"
    path.write_text(CLAY, "utf-8")
    assert reasons(PreparedArticle(read_article(path)), quotation) == expected
