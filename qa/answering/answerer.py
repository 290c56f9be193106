"""Answerer: a question becomes a cited answer, or an honest no."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate, chain, islice

from index.errors import shortened
from index.judging import Judge
from index.languages import ENGLISH
from index.records import Article, ArticleIds, Hit, Note, Passage, Span
from index.searching import Query, Searchable
from index.text import terms, tokens
from qa.answering.chosen_quotation import ChosenQuotation, chosen_quotation, without_overlaps
from qa.answering.confidence import (
    COMPARED,
    JUDGED,
    JUDGED_NOT_COMPARED,
    LIKELIEST_NO,
    NOT_COMPARED,
    by_chance,
    confidence,
    features,
    judged_rank,
    model,
)
from qa.answering.counted_lists import further_items
from qa.answering.judged_quotations import judged_quotations
from qa.answering.note_questions import NoteQuestion
from qa.answering.opposites import opposite
from qa.answering.parsed_question import ParsedQuestion, parsed
from qa.answering.quoted_copies import copies_of, without_copies
from qa.answering.quoted_sentences import overlap
from qa.answering.quoted_speech import quoted_stretches
from qa.answering.refusal_reasons import refusal_reason
from qa.conversing import check_turns, follow_up, nearness_to
from qa.errors import QuestionError
from qa.note_roles import cited_notes, stands_behind
from qa.records import Answer, Citation, NoAnswer, NoteQuote, Turn

LONGEST_QUESTION = 4000
MOST_CITATIONS = 50
DEFAULT_LIMIT = 5
READ_IN_STEPS = (1, 1, 2)  # so many of the best the judge reads, and more as long as none is clear
JUDGED_QUOTATIONS = sum(READ_IN_STEPS)
READ_FOR_FOLLOW_UPS = 8  # of what is found by its own words, and by those before
NEARNESS = 0.15  # what it weighs to stand where the last quotation does; python -m tests.benchmarks.follow_ups
CLEAR = 0.4  # the likelihood of the best of these from which no other is read; training/README.md
MOST_NAMED = 5  # articles that a sentence names
# Unicode's categories Cc and Cs, but for tabs and line ends.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


class Answerer:
    """Answers questions from one collection. Safe to use from several threads."""

    def __init__(self, collection: Searchable, threshold: float | None = None, judge: Judge | None = None) -> None:
        """Answer from `collection` what is at least as sure as `threshold`; None takes the one that was fitted.

        The `judge` reads the best few quotations; without one, the search alone decides.
        """
        self.collection = collection
        self.judge = judge
        self.threshold = self._fitted_threshold() if threshold is None else threshold

    def _fitted_threshold(self) -> float:
        compared = self.collection.settings.interacts
        if self.judge is not None:
            return model(JUDGED if compared else JUDGED_NOT_COMPARED).threshold
        return model(COMPARED if compared else NOT_COMPARED).threshold

    def ask(
        self,
        question: str,
        limit: int = DEFAULT_LIMIT,
        article_id: ArticleIds = None,
        section: Sequence[str] = (),
        previous: Sequence[Turn] = (),
    ) -> Answer | NoAnswer:
        """Return up to `limit` citations that answer `question`, or a `NoAnswer` with the nearest passages.

        `article_id` is that of the one article that is asked, or those of several. `section` is a path of headings of the one
        article; only what stands there and below it is asked. `previous` are the questions before this one, the latest last: one
        that goes on from them is read with them, any other as without.

        Raises:
            QuestionError: the question, the limit, the section or a question before it cannot be worked with.
            UnknownArticleError: there is no article `article_id`.
            UnknownSectionError: it has no such section.
            UnknownPassageError: a question that goes on from another names a passage for it that is not there.
        """
        asked = self._parsed(question, limit, article_id, section, previous)
        decided = self._decided(asked, self._ranked(asked, limit))
        return replace(decided, not_asked=asked.not_asked)

    def rank(
        self, question: str, limit: int = DEFAULT_LIMIT, article_id: ArticleIds = None, section: Sequence[str] = ()
    ) -> tuple[Citation, ...]:
        """Return the best `limit` citations, best first, whether they answer or not; at least one.

        Raises:
            QuestionError: the question, the limit or the section cannot be worked with.
            UnknownArticleError: there is no article `article_id`.
            UnknownSectionError: it has no such section.
        """
        return self._ranked(self._parsed(question, limit, article_id, section), limit)

    def _parsed(
        self, question: str, limit: int, article_id: ArticleIds, section: Sequence[str], previous: Sequence[Turn] = ()
    ) -> ParsedQuestion:
        check_turns(previous)
        check_question(question, previous)
        check_limit(limit)
        article_ids = () if article_id is None else (article_id,) if isinstance(article_id, str) else tuple(article_id)
        if section and len(article_ids) != 1:
            number = f"{len(article_ids)} articles" if article_ids else "no article"
            raise QuestionError(
                f"A section is asked for, but {number}. Name the article to which the section belongs.", "/section"
            )
        return parsed(question, self.collection, article_ids, section, previous)

    def _ranked(self, asked: ParsedQuestion, limit: int) -> tuple[Citation, ...]:
        """Return the citations of the notes that are asked for by their labels, or else of what the search finds."""
        if asked.query is None:
            return tuple(islice(self._by_marker(asked), limit))
        if asked.follow_up is None:
            hits = self._hits(asked.query, asked)
            chosen = self._without_copies(asked, without_overlaps(chosen_quotation(hit, self.collection) for hit in hits))
            chosen = chosen if self.judge is None else self._judged(asked, chosen, self.judge)
        else:
            chosen = self._found_for_follow_up(asked, asked.follow_up.turn)
        found = _falling(tuple(self._citation(asked, each) for each in islice(self._without_copies(asked, chosen), limit)))
        ordered = self._noted_first(found) if asked.looks_for_note else self._with_items(found)[:limit]
        return self._with_copies(asked, ordered)

    def _without_copies(self, asked: ParsedQuestion, chosen: Iterator[ChosenQuotation]) -> Iterator[ChosenQuotation]:
        """Yield quotations, what several articles say word for word once."""
        return without_copies(chosen) if self._of_several(asked) else chosen

    def _with_copies(self, asked: ParsedQuestion, citations: tuple[Citation, ...]) -> tuple[Citation, ...]:
        """Return citations with the places in other articles that say the same."""
        if not self._of_several(asked):
            return citations
        return tuple(replace(each, copies=copies_of(each, self.collection, asked.article_ids)) for each in citations)

    def _of_several(self, asked: ParsedQuestion) -> bool:
        return len(asked.article_ids) != 1 and len(self.collection.articles) > 1

    def _judged(self, asked: ParsedQuestion, chosen: Iterator[ChosenQuotation], judge: Judge) -> Iterator[ChosenQuotation]:
        """Yield quotations, the best few read by the judge and in its order; none is read behind one that is clear."""
        read: tuple[ChosenQuotation, ...] = ()

        def place(each: ChosenQuotation) -> tuple[bool, float]:
            return self._opposes(asked, each), -judged_rank(each)

        for count in READ_IN_STEPS:
            read += judged_quotations(asked.text, tuple(islice(chosen, count)), judge, self.collection)
            if self._likelihood(asked, min(read, key=place)) >= CLEAR:
                break
        return without_overlaps(chain(sorted(read, key=place), chosen))

    def _found_for_follow_up(self, asked: ParsedQuestion, turn: Turn) -> Iterator[ChosenQuotation]:
        """Yield quotations for a question that goes on from `turn`, best first.

        Its own words order what is found, and the judge reads these alone, lest the question before be answered again; that finds
        what the own words do not. What stands near to what was quoted for it counts for more.
        """
        own, both = self._hits(asked.own_query, asked), self._hits(asked.query, asked)
        first = {hit.passage.id: hit for hit in islice(own, READ_FOR_FOLLOW_UPS)}
        first |= {
            hit.passage.id: replace(hit, score=0.0) for hit in islice(both, READ_FOR_FOLLOW_UPS) if hit.passage.id not in first
        }
        read = tuple(without_overlaps(chosen_quotation(hit, self.collection) for hit in first.values()))
        if self.judge is not None:
            read = judged_quotations(asked.text, read, self.judge, self.collection)

        def rank(each: ChosenQuotation) -> float:
            article = self.collection.article(each.passage.article_id)
            return judged_rank(each) + NEARNESS * nearness_to(turn, article, each.passage.span, self.collection)

        others = (chosen_quotation(hit, self.collection) for hit in both if hit.passage.id not in first)
        return without_overlaps(chain(sorted(read, key=lambda each: -rank(each)), others))

    def _hits(self, query: Query | None, asked: ParsedQuestion) -> Iterator[Hit]:
        if query is None:
            return iter(())
        hits = self.collection.hits(query, asked.article_ids or None, asked.section)
        asked.searches.append(hits)
        return hits

    def _decided(self, asked: ParsedQuestion, citations: tuple[Citation, ...]) -> Answer | NoAnswer:
        """Return the ranked citations as an answer if the first is sure enough, and as a no if it is not."""
        best = citations[0]
        if asked.notes and asked.asks_for_missing_notes:
            reason = _missing_notes(asked.notes, asked.articles, self.collection.catalogue.names)
            return NoAnswer(asked.text, reason, citations, 0.0, asked.read_as)
        if not self.is_likely(best):
            reason = refusal_reason(asked.searched, asked.article_ids or None, best, self.collection)
            return NoAnswer(asked.text, reason, citations, best.confidence, asked.read_as, asked.follow_up)
        return Answer(asked.text, citations, best.confidence, asked.read_as, asked.follow_up, self._remark(asked, citations))

    def _with_items(self, citations: tuple[Citation, ...]) -> tuple[Citation, ...]:
        """Return citations with the rest of a list behind the first, where that quotes its head and its first item.

        What stands in such a list answers as likely as its head does. Whatever shares text with an item gives way to it.
        """
        first, others = citations[0], citations[1:]
        article = self.collection.article(first.passage.article_id)
        items = further_items(article, first.quote) if first.note_quote is None else ()
        listed: list[Citation] = []
        for sentence in items:
            passage = self.collection.passage_from(article.id, sentence)
            known = next((each for each in others if overlap(each.passage, passage)), None)
            quoting, notes = quoted_stretches(article, sentence), cited_notes(article, passage, sentence)
            scores = (known.score, known.lexical, known.semantic) if known else (0.0, 0.0, 0.0)
            cited = Citation(passage, sentence, article.pages_of(sentence), quoting, notes, *scores, first.confidence)
            listed += [] if any(overlap(cited.passage, each.passage) for each in (first, *listed)) else [cited]
        apart = (each for each in others if not any(overlap(each.passage, item.passage) for item in listed))
        return (first, *listed, *apart)

    def _noted_first(self, citations: tuple[Citation, ...]) -> tuple[Citation, ...]:
        """Return citations for a question that looks for a note: those that may answer and have one come first."""
        return tuple(sorted(citations, key=lambda citation: not (self.is_likely(citation) and stands_behind(citation.notes))))

    def _by_marker(self, asked: ParsedQuestion) -> Iterator[Citation]:
        """Yield the places of the notes that a question asks for by their labels; if by their own words, these first."""
        if asked.notes is None:
            return
        for own in (True, False) if asked.notes.own_words else (False,):
            for article in asked.articles:
                places = self._places(article, asked.notes)
                yield from (place for place in places if (place.note_quote is not None) is own)

    def _places(self, article: Article, asked: NoteQuestion) -> Iterator[Citation]:
        """Yield a citation of each sentence that holds a note that is asked for; neighbours in one passage together.

        Of a note whose own words are asked for, it quotes these.
        """
        wanted = asked.wanted(article.notes)
        spoken = [note for note in wanted if asked.own_words and note.text]
        for note in spoken:
            behind = article.stretch_at(note.anchor)
            yield self._place(article, behind, self.collection.passage_from(article.id, behind), note)
        sentences = list(dict.fromkeys(article.stretch_at(note.anchor) for note in wanted if note not in spoken))
        end = -1
        for sentence in sentences:
            if sentence.start < end:
                continue
            passage = self.collection.passage_from(article.id, sentence)
            within = [span for span in sentences if passage.span.contains(span)]
            quote, end = Span(sentence.start, within[-1].end), within[-1].end
            yield self._place(article, quote, passage)

    def _place(self, article: Article, quote: Span, passage: Passage, note: Note | None = None) -> Citation:
        """Return the citation of a place that is known without a search, or of the `note` that stands behind it."""
        notes, quoting = cited_notes(article, passage, quote), quoted_stretches(article, quote)
        own = NoteQuote(note, Span(0, len(note.text))) if note is not None and note.text else None
        return Citation(passage, quote, article.pages_of(quote), quoting, notes, 1.0, 0.0, 0.0, 1.0, own)

    def _remark(self, asked: ParsedQuestion, citations: Sequence[Citation]) -> str:
        """Say which of the sources that are quoted do not carry the texts of the notes asked for by their labels, if any."""
        wanted = asked.notes.wanted if asked.notes and asked.query is None else None
        cited = [self.collection.article(each) for each in dict.fromkeys(place.passage.article_id for place in citations)]
        found = [(article, notes) for article in cited if (notes := wanted(article.notes))] if wanted else []
        lacking = [(article, notes) for article, notes in found if not any(note.text for note in notes)]
        if not lacking:
            return ""
        several = sum(len(notes) for _, notes in lacking) > 1
        these, stand = ("the texts of these notes", "they stand") if several else ("this note’s text", "it stands")
        without = [article for article, _ in lacking]
        who = "The source does" if len(lacking) == len(found) else _named(without, self.collection.catalogue.names)
        return f"{who} not carry {these}, only where {stand}: that is quoted."

    def is_likely(self, citation: Citation) -> bool:
        """Whether a citation is sure enough to be called an answer; one answer may hold others, which are less likely."""
        return citation.confidence >= self.threshold

    def _chance(self, asked: ParsedQuestion) -> float:
        """Return how likely the best of what was searched seems by chance."""
        return by_chance(asked.passages_searched, len(asked.article_ids) or len(self.collection.articles))

    def _opposes(self, asked: ParsedQuestion, chosen: ChosenQuotation) -> bool:
        """Whether what is quoted says of the first what is asked of the last, or the like."""
        article = self.collection.article(chosen.passage.article_id)
        quoted = chosen.note_quote.text if chosen.note_quote else chosen.quote.of(article.text)
        language = chosen.passage.language or article.language or ENGLISH
        return opposite(asked.text, quoted, language) is not None

    def _likelihood(self, asked: ParsedQuestion, chosen: ChosenQuotation) -> float:
        """Return how likely what is quoted answers."""
        likely = confidence(features(chosen), self._chance(asked))
        return min(likely, LIKELIEST_NO) if self._opposes(asked, chosen) else likely

    def _citation(self, asked: ParsedQuestion, chosen: ChosenQuotation) -> Citation:
        article, quote = self.collection.article(chosen.passage.article_id), chosen.quote
        return Citation(
            passage=chosen.passage,
            quote=quote,
            pages=article.pages_of(quote),
            quoting=quoted_stretches(article, quote),
            notes=cited_notes(article, chosen.passage, quote),
            score=chosen.hit.score,
            lexical=chosen.hit.lexical,
            semantic=chosen.hit.semantic,
            confidence=self._likelihood(asked, chosen),
            note_quote=chosen.note_quote,
        )


def _falling(citations: Sequence[Citation]) -> tuple[Citation, ...]:
    """Return citations none of which is called likelier than an earlier one: that was put first for all that is known."""
    likelihoods = accumulate((citation.confidence for citation in citations), min)
    return tuple(replace(citation, confidence=likely) for citation, likely in zip(citations, likelihoods, strict=True))


def _named(articles: Sequence[Article], names: Mapping[str, str]) -> str:
    """Return some articles by their names as the subject of a sentence, with the verb: “One” does, “One” and “Another” do."""
    titles = [f"“{names[article.id]}”" for article in articles[:MOST_NAMED]]
    if len(articles) > MOST_NAMED:
        titles.append(f"{len(articles) - MOST_NAMED} others")
    return f"{titles[0]} does" if len(titles) == 1 else f"{', '.join(titles[:-1])} and {titles[-1]} do"


def _missing_notes(asked: NoteQuestion, articles: Sequence[Article], names: Mapping[str, str]) -> str:
    """Say which notes there are instead of those that are asked for; `names` are what the articles are called, by their ids."""
    if not asked.labels:
        return "There is no last note: no notes were found in the text."
    several = len(asked.labels) > 1
    none = f"There are no notes {', '.join(asked.labels)}" if several else f"There is no note {asked.labels[0]}"
    return f"{none}: {_known_notes([article for article in articles if article.notes], names)}."


def _known_notes(articles: Sequence[Article], names: Mapping[str, str]) -> str:
    """Say which notes some articles have."""
    ranges = [f"from {article.notes[0].label} to {article.notes[-1].label}" for article in articles]
    if not articles:
        return "no notes were found in the text"
    if len(articles) == 1:
        return f"the notes run {ranges[0]}"
    named = [f"{range_} in “{names[article.id]}”" for article, range_ in zip(articles, ranges, strict=True)]
    more = f", and in {len(named) - MOST_NAMED} other articles" if len(named) > MOST_NAMED else ""
    return f"the notes run {', '.join(named[:MOST_NAMED])}{more}"


def check_question(question: str, previous: Sequence[Turn] = ()) -> None:
    """Refuse what is not a question that can be searched for, after those before it.

    Raises:
        QuestionError: it is empty, too long, holds control characters, or has no word to search for.
    """
    if not question.strip():
        raise QuestionError("The question is empty. Type what you would like to know.")
    if len(question) > LONGEST_QUESTION:
        raise QuestionError(
            f"The question has {len(question):,} characters, but at most {LONGEST_QUESTION:,} are read. Ask it more briefly."
        )
    if control := CONTROL.search(question):
        raise QuestionError(
            f"The question holds the control character U+{ord(control[0]):04X} at offset {control.start()}. "
            "Remove it and ask again."
        )
    if not tokens(question):
        raise QuestionError("The question has no word in it, only signs. Ask with the words that the article might use.")
    followed = follow_up(question, previous)
    if not terms(followed.read if followed else question):
        raise QuestionError(
            "The question has only common words that tell no passage from another. Name a person, a place or a thing in it."
        )


def check_limit(limit: object) -> None:
    """Refuse a number of citations that cannot be given.

    Raises:
        QuestionError: it is not a whole number in range.
    """
    if isinstance(limit, bool) or not isinstance(limit, int) or not 1 <= limit <= MOST_CITATIONS:
        raise QuestionError(f"The limit is {shortened(limit)}, but must be a whole number from 1 to {MOST_CITATIONS}.", "/limit")
