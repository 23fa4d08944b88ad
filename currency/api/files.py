"""Answers that are a file. What goes wrong is still told as JSON."""

import json
from collections.abc import Mapping
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from rest_framework.renderers import BaseRenderer
from rest_framework.response import Response


class FileRenderer(BaseRenderer):
    """The bytes as they are."""

    charset = None
    render_style = "binary"

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> bytes:
        """Bytes, or a problem as JSON."""
        if isinstance(data, bytes):
            return data
        return json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False).encode()


class Jpeg(FileRenderer):
    """A photo."""

    media_type = "image/jpeg"
    format = "jpg"


class Xml(FileRenderer):
    """A file for the bank."""

    media_type = "application/xml"
    format = "xml"


def file_answer(content: bytes, name: str, *, is_download: bool = False) -> Response:
    """A file that no browser takes for anything else than it is, and no cache keeps."""
    response = Response(content)
    disposition = "attachment" if is_download else "inline"
    response["Content-Disposition"] = f'{disposition}; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
