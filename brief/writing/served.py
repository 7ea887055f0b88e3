"""Which model to ask for, where none was named."""

from __future__ import annotations

from brief.errors import ConfigError, ProviderError
from brief.writing.client import DUMMY_KEY, direct_transport
from brief.writing.recording import scrub


def only_model(base_url: str, api_key: str | None, *, timeout: float) -> str:
    """The one model that the endpoint serves, as `GET /models` lists it.

    Raises:
        ProviderError: the endpoint cannot be asked. ConfigError: it serves several, or none.
    """
    import httpx2
    import openai

    http = httpx2.Client(transport=direct_transport(base_url), timeout=timeout)
    with openai.OpenAI(api_key=api_key or DUMMY_KEY, base_url=base_url, max_retries=1, http_client=http) as client:
        try:
            names = sorted({m.id for m in client.models.list().data or []})
        except openai.APIConnectionError:
            raise ProviderError(f"{base_url} cannot be reached: is it running, is OPENAI_BASE_URL right?") from None
        except (openai.APIError, ValueError, TypeError, AttributeError) as error:
            said = scrub(str(error), [api_key or ""])[:200]
            raise ConfigError(
                f"{base_url} does not list its models ({said}): set BRIEF_MODEL or give --model"
            ) from None
    if len(names) != 1:
        served = f"serves {', '.join(names[:8])}" if names else "lists no model"
        raise ConfigError(f"{base_url} {served}: choose one with BRIEF_MODEL or --model")
    return names[0]
