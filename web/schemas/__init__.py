"""schemas: the JSON of the API, version 1 – the shapes, and what presents the nouns of `qa` in them. Nothing here knows Flask.

In: articles, answers, verdicts, references. Out: pydantic models.
May import: `web.errors`, `web.links`, `web.problem_details`.
"""

from web.schemas.article_presenters import article_json, article_list, note_json, passage_json
from web.schemas.article_shapes import ArticleJson, ArticleList, NotePlaceJson, PassageJson
from web.schemas.job_presenters import job_json, job_list
from web.schemas.job_shapes import BibliographyList, JobJson, JobList
from web.schemas.listings import CRITERIA, MOST_A_PAGE, Listing, listing
from web.schemas.notebook_presenters import history_json, mark_json, mark_list, standing_mark_list
from web.schemas.notebook_shapes import (
    ChangeRequest,
    HistoryJson,
    HistoryRequest,
    KeepRequest,
    MarkJson,
    MarkList,
    StandingMarkList,
)
from web.schemas.question_presenters import ask_response
from web.schemas.question_shapes import AskRequest, AskResponse, BatchItem, BatchRequest, BatchResponse, PreviousQuestion
from web.schemas.references import ReferenceJson, file_text, reference_json, reference_lines, style_lines
from web.schemas.source_places import ArticleSourceJson, source_json
from web.schemas.style_shapes import StyleJson, StyleList, style_json
from web.schemas.verdict_presenters import draft_verdicts, verdict_json
from web.schemas.verdict_shapes import DraftRequest, DraftVerdicts, VerdictJson, VerifyRequest

__all__ = [
    "CRITERIA",
    "MOST_A_PAGE",
    "ArticleJson",
    "ArticleList",
    "ArticleSourceJson",
    "AskRequest",
    "AskResponse",
    "BatchItem",
    "BatchRequest",
    "BatchResponse",
    "BibliographyList",
    "ChangeRequest",
    "DraftRequest",
    "DraftVerdicts",
    "HistoryJson",
    "HistoryRequest",
    "JobJson",
    "JobList",
    "KeepRequest",
    "Listing",
    "MarkJson",
    "MarkList",
    "NotePlaceJson",
    "PassageJson",
    "PreviousQuestion",
    "ReferenceJson",
    "StandingMarkList",
    "StyleJson",
    "StyleList",
    "VerdictJson",
    "VerifyRequest",
    "article_json",
    "article_list",
    "ask_response",
    "draft_verdicts",
    "file_text",
    "history_json",
    "job_json",
    "job_list",
    "listing",
    "mark_json",
    "mark_list",
    "note_json",
    "passage_json",
    "reference_json",
    "reference_lines",
    "source_json",
    "standing_mark_list",
    "style_json",
    "style_lines",
    "verdict_json",
]
