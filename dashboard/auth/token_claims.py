"""What an identity provider says of somebody: what is kept of it, whether it counts, who that is.

Streamlit keeps it in a signed cookie for thirty days and reads it when a page is opened. A browser
sends the cookie along with every request, so that only what is used here goes into it.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias, TypeGuard

from dashboard import settings

Role: TypeAlias = Literal["editor", "viewer", "stranger"]
# Why claims do not count: past their time, signed out elsewhere, or not for us.
Lapse: TypeAlias = Literal["expired", "ended", "foreign"]

_WEIGHED = ("iss", "sub", "aud", "azp", "exp", "iat", "nonce", "email", "email_verified")
_NAMES = ("name", "preferred_username")
_LONGEST_NAME = 100  # characters
_LARGEST = 8_000  # bytes; three cookies, of the 65,536 that all of them may take
_LONGEST_TOKEN = 2_500  # characters; fits into one cookie
_LONGEST_SIGN_IN = 366 * 86_400.0  # seconds; a token for longer was made by mistake
_CLOCKS_DIFFER = 300.0  # seconds


class TooLarge(Exception):
    """The provider says more of somebody than cookies hold."""


@dataclass(frozen=True)
class Visitor:
    """Somebody signed in. ``email`` is empty where the provider has not confirmed one."""

    email: str
    name: str
    role: Role
    subject: str = ""

    @property
    def label(self) -> str:
        """What they are called on the screen, in the log of versions and for their drafts.

        A name anybody may give themselves, also the name or the address of somebody else; what
        the provider calls them in itself nobody chooses.
        """
        return self.email or (f"{self.name}（{self.subject}）" if self.subject else self.name)


def kept(claims: Mapping[str, Any], rules: settings.Access) -> dict[str, Any]:
    """Return what is kept of the claims: what is weighed, names, and the groups set now.

    Somebody may be in a thousand groups. Raises TooLarge where even the rest is more than cookies
    hold.
    """
    found = {name: claims[name] for name in _WEIGHED if name in claims}
    found |= {name: str(claims[name])[:_LONGEST_NAME] for name in _NAMES if claims.get(name)}
    if rules.groups_claim not in found:
        known = {*rules.editor_groups, *rules.viewer_groups}
        found[rules.groups_claim] = sorted(_groups(claims, rules) & known)
    if len(json.dumps(found)) > _LARGEST:
        raise TooLarge(f"more than {_LARGEST} bytes of claims besides names and groups")
    return found


def kept_token(token: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is kept of a provider's answer besides the claims: what a sign-out names.

    Some providers end a sign-in only for whoever brings its ID token along. One that is too long
    for a cookie is too long for the address of a sign-out as well; the client is named there.
    """
    one = token.get("id_token")
    return {"id_token": one} if isinstance(one, str) and len(one) <= _LONGEST_TOKEN else {}


def lapse(claims: Mapping[str, Any], client: str, issuer: str, now: float) -> Lapse | None:
    """Return why claims do not count, None where they do."""
    audiences = claims.get("aud")
    audiences = audiences if isinstance(audiences, list) else [audiences]
    # A token for several must name the one it was issued to.
    party = claims.get("azp", client if len(audiences) == 1 else None)
    if client not in audiences or party != client or not _is_same(claims.get("iss"), issuer):
        return "foreign"
    until, since = claims.get("exp"), claims.get("iat")
    # Comparisons that not-a-number fails, and numbers too large for a float do not break.
    if not _is_number(until) or not until > now:
        return "expired"
    sane = until <= now + _LONGEST_SIGN_IN and _is_number(since) and since <= now + _CLOCKS_DIFFER
    return None if sane else "foreign"


def known_as(claims: Mapping[str, Any], rules: settings.Access) -> Visitor:
    """Return whom the claims speak of, and what the rules let them do."""
    email = str(claims.get("email") or "").strip()
    if str(claims.get("email_verified", True)).lower() not in {"true", "1"}:
        email = ""  # anybody can claim any address that nobody looks into
    name = claims.get("name") or claims.get("preferred_username") or claims.get("sub") or ""
    groups = _groups(claims, rules)
    role: Role = "stranger"
    everybody = rules.viewing == "open" or not (rules.viewers or rules.viewer_groups)
    if _is_among(email, rules.editors) or groups & set(rules.editor_groups):
        role = "editor"
    elif everybody or _is_among(email, rules.viewers) or groups & set(rules.viewer_groups):
        role = "viewer"
    return Visitor(email, str(name), role, str(claims.get("sub", "")))


def _groups(claims: Mapping[str, Any], rules: settings.Access) -> set[str]:
    groups = claims.get(rules.groups_claim) or []
    groups = [groups] if isinstance(groups, str) else groups
    return {one for one in groups if isinstance(one, str)} if isinstance(groups, list) else set()


def _is_among(email: str, listed: Collection[str]) -> bool:
    # Only of ASCII is lower case safe: the Kelvin sign becomes an ordinary k.
    return email.isascii() and bool(email) and email.lower() in {one.lower() for one in listed}


def _is_same(claimed: object, issuer: str) -> bool:
    return isinstance(claimed, str) and claimed.rstrip("/") == issuer.rstrip("/")


def _is_number(value: object) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool)
