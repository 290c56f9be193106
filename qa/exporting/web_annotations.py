"""Marks as annotations of the W3C's Web Annotation Data Model, in JSON-LD: what annotation tools exchange."""

from __future__ import annotations

import json
from typing import Any

from qa.exporting.exported_marks import Export, ExportedMark

CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def as_annotations(export: Export) -> bytes:
    """Return the marks as a collection of annotations on one page.

    Words that do not stand word for word any more are annotated with the sentence that says so, for the purpose of assessing;
    such a target has no offsets. So are those that were recognised in a picture, which have them.
    """
    collection = {
        "@context": CONTEXT,
        "id": export.address,
        "type": "AnnotationCollection",
        "label": export.title,
        "total": len(export.marks),
        "first": {
            "id": f"{export.address}#page",
            "type": "AnnotationPage",
            "startIndex": 0,
            "items": [_annotation(mark) for mark in export.marks],
        },
    }
    return (json.dumps(collection, ensure_ascii=False, indent=2) + "\n").encode()


def _annotation(exported: ExportedMark) -> dict[str, Any]:
    mark = exported.standing_mark.mark
    bodies = [
        *([_body(mark.remark, "commenting")] if mark.remark else []),
        *(_body(tag, "tagging") for tag in mark.tags),
        *([_body(exported.warning, "assessing")] if exported.warning else []),
    ]
    purposes = list(dict.fromkeys(body["purpose"] for body in bodies))
    return {
        "id": exported.mark_address,
        "type": "Annotation",
        "created": mark.created,
        "modified": mark.changed,
        "motivation": ["highlighting", *purposes],
        **({"body": bodies} if bodies else {}),
        "target": {
            "source": exported.article_address,
            "title": exported.stretch.title,
            "selector": _selectors(exported),
            "renderedVia": exported.permalink,
        },
    }


def _body(value: str, purpose: str) -> dict[str, str]:
    return {"type": "TextualBody", "value": value, "format": "text/plain", "purpose": purpose}


def _selectors(exported: ExportedMark) -> list[dict[str, Any]]:
    stretch, span = exported.stretch, exported.standing_mark.standing.span
    words = {"type": "TextQuoteSelector", "exact": stretch.words, "prefix": stretch.quote.prefix, "suffix": stretch.quote.suffix}
    if span is None or not exported.is_found:
        return [words]
    return [words, {"type": "TextPositionSelector", "start": span.start, "end": span.end}]
