"""noting: the notebook – kept, changed, deleted and exported, as JSON and on pages.

In: requests. Out: the shapes of `web.schemas`, files, HTML by `web/pages/templates/`.
May import: `web.api`, `web.errors`, `web.links`, `web.operation`, `web.problem_details`, `web.schemas`, `web.service_settings`,
`web.styling`.
"""

from web.noting.desk import Desk
from web.noting.notebook_pages import notebook_pages_blueprint
from web.noting.notebook_routes import notebook_blueprint

__all__ = [
    "Desk",
    "notebook_blueprint",
    "notebook_pages_blueprint",
]
