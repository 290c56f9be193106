"""What responses of the API say."""

from __future__ import annotations

import json
from typing import Any

from werkzeug.test import TestResponse


def problem(response: TestResponse, status: int) -> str:
    """The detail of an error, which must be problem details with that status and no traceback."""
    assert response.status_code == status
    assert response.content_type == "application/problem+json"
    assert set(content(response)) == {"type", "title", "status", "detail", "field", "remedy"}
    assert content(response)["status"] == status
    assert "Traceback" not in response.text
    assert len(response.text) < 1000
    return str(content(response)["detail"])


def content(response: TestResponse) -> Any:
    """What a response has as JSON."""
    return json.loads(response.text)
