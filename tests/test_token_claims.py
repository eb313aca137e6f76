"""What a provider says of somebody: what is kept of it, when it counts, what it lets them do."""

import json
import math
from typing import Any

import pytest

from dashboard.auth import token_claims
from dashboard.auth.token_claims import Lapse, Role, TooLarge, Visitor, kept, kept_token, known_as
from dashboard.settings import Access

NOW = 1_800_000_000.0
CLIENT, ISSUER = "dashboard", "https://idp.example.edu.cn"
CLAIMS = {
    "iss": "https://idp.example.edu.cn",
    "aud": "dashboard",
    "sub": "1",
    "exp": NOW + 60,
    "iat": NOW,
    "nonce": "n",
    "email": "quality@example.edu.cn",
}
RULES = Access(editors=("Quality@example.edu.cn",), editor_groups=("质量年报",))


def lapse(claims: dict[str, Any]) -> Lapse | None:
    return token_claims.lapse(claims, CLIENT, ISSUER, NOW)


@pytest.mark.parametrize(
    "claims",
    [
        {},
        {"aud": ["dashboard"]},
        {"aud": ["another", "dashboard"], "azp": "dashboard"},
        {"azp": "dashboard"},
        {"iss": "https://idp.example.edu.cn/"},
    ],
)
def test_claims_that_count(claims: dict[str, Any]) -> None:
    assert lapse(CLAIMS | claims) is None


@pytest.mark.parametrize(
    ("claims", "why"),
    [
        ({"exp": NOW}, "expired"),
        ({"exp": None}, "expired"),
        ({"exp": True}, "expired"),
        ({"exp": "2099-01-01"}, "expired"),
        ({"exp": [NOW + 60]}, "expired"),
        ({"exp": math.nan}, "expired"),
        ({"exp": -math.inf}, "expired"),
        ({"exp": math.inf}, "foreign"),
        ({"exp": 10**400}, "foreign"),
        ({"exp": (NOW + 60) * 1000}, "foreign"),  # milliseconds
        ({"exp": NOW + 367 * 86_400}, "foreign"),
        ({"iat": NOW + 3600}, "foreign"),
        ({"iat": math.nan}, "foreign"),
        ({"iat": math.inf}, "foreign"),
        ({"iat": True}, "foreign"),
        ({"iat": str(NOW)}, "foreign"),
        ({"iat": None}, "foreign"),
        ({"aud": "another"}, "foreign"),
        ({"aud": "another", "azp": "dashboard"}, "foreign"),
        ({"aud": ["another", "dashboard"]}, "foreign"),
        ({"aud": ["another", "dashboard"], "azp": "another"}, "foreign"),
        ({"aud": "dashboard-2"}, "foreign"),
        ({"aud": None}, "foreign"),
        ({"aud": []}, "foreign"),
        ({"azp": "another"}, "foreign"),
        ({"iss": "https://idp.example.edu.cn.example.org"}, "foreign"),
        ({"iss": None}, "foreign"),
    ],
)
def test_claims_that_do_not_count(claims: dict[str, Any], why: str) -> None:
    assert lapse(CLAIMS | claims) == why


def test_provider_may_call_itself_otherwise_than_its_address() -> None:
    other = "https://sts.example.edu.cn"
    assert token_claims.lapse(CLAIMS, CLIENT, other, NOW) == "foreign"
    assert token_claims.lapse(CLAIMS | {"iss": other}, CLIENT, other, NOW) is None


@pytest.mark.parametrize(
    ("claims", "role"),
    [
        ({}, "editor"),
        ({"email": "QUALITY@EXAMPLE.EDU.CN", "email_verified": True}, "editor"),
        ({"email_verified": False}, "viewer"),
        ({"email_verified": "false"}, "viewer"),
        ({"email_verified": "True"}, "editor"),
        ({"email_verified": None}, "viewer"),
        ({"email_verified": 0}, "viewer"),
        ({"email_verified": "no"}, "viewer"),
        ({"email_verified": ["true"]}, "viewer"),
        ({"email": "quality@example.edu.cn.example.org"}, "viewer"),
        ({"email": "another@example.edu.cn"}, "viewer"),
        ({"email": ""}, "viewer"),
        ({"email": None}, "viewer"),
        ({"email": "", "groups": ["全体", "质量年报"]}, "editor"),
        ({"email": "", "groups": "质量年报"}, "editor"),
        ({"email": "", "groups": "质量年报组"}, "viewer"),
        ({"email": "", "groups": {"质量年报": True}}, "viewer"),
        ({"email": "", "groups": [["质量年报"], None, 1]}, "viewer"),
        ({"email": "", "roles": ["质量年报"]}, "viewer"),
    ],
)
def test_roles_by_email_and_by_group(claims: dict[str, Any], role: str) -> None:
    assert known_as(CLAIMS | claims, RULES).role == role


def test_letters_that_only_look_alike_are_not_the_same() -> None:
    rules = Access(editors=("kate@example.edu.cn",))
    lookalike = "\N{KELVIN SIGN}ate@example.edu.cn"
    assert lookalike.lower() == rules.editors[0]
    assert known_as({"email": lookalike}, rules).role == "viewer"


@pytest.mark.parametrize(
    ("rules", "role"),
    [
        (Access(), "viewer"),
        (Access(viewers=("b@example.edu.cn",)), "viewer"),  # looking is open to all
        (Access("signed-in"), "viewer"),
        (Access("signed-in", viewers=("b@example.edu.cn",)), "stranger"),
        (Access("signed-in", viewer_groups=("教师",)), "stranger"),
        (Access("signed-in", viewers=("A@example.edu.cn",)), "viewer"),
        (Access("signed-in", editors=("a@example.edu.cn",), viewers=("b@c.cn",)), "editor"),
    ],
)
def test_who_may_look(rules: Access, role: Role) -> None:
    claims = {"email": "a@example.edu.cn", "name": "甲", "sub": "1", "groups": ["学生"]}
    assert known_as(claims, rules) == Visitor("a@example.edu.cn", "甲", role, "1")


def test_address_that_the_provider_has_not_confirmed_is_not_shown_as_who_somebody_is() -> None:
    claims = CLAIMS | {"email_verified": False, "preferred_username": "zhang"}
    assert known_as(claims, RULES).label == "zhang（1）"


# --- what goes into the cookie --------------------------------------------------------------------


@pytest.mark.parametrize("number", [100, 1_000])
def test_of_many_groups_only_those_that_are_set_are_kept(number: int) -> None:
    many = [f"某某职业技术学校/教学部/第{i}教研组" for i in range(number)]
    claims = CLAIMS | {"groups": ["质量年报", *many], "picture": "x" * 9_000}
    found = kept(claims, RULES)
    assert found == CLAIMS | {"groups": ["质量年报"]}
    assert len(json.dumps(found)) < 1_000
    assert known_as(found, RULES) == known_as(claims, RULES)


def test_groups_are_kept_by_whatever_name_their_claim_has_but_in_no_other_place() -> None:
    rules = Access(viewer_groups=("教师",), groups_claim="roles")
    found = kept(CLAIMS | {"roles": "教师", "groups": ["教师"]}, rules)
    assert found == CLAIMS | {"roles": ["教师"]}
    assert kept(CLAIMS, Access(editor_groups=("x",), groups_claim="email")) == CLAIMS


def test_an_address_that_is_not_confirmed_stays_so() -> None:
    claims = CLAIMS | {"email_verified": None}
    assert known_as(kept(claims, RULES), RULES).role == "viewer"


def test_endless_names_are_cut_and_what_cannot_be_cut_is_refused() -> None:
    found = kept(CLAIMS | {"name": "长" * 9_000, "preferred_username": {"no": "text"}}, RULES)
    assert found["name"] == "长" * 100
    assert len(json.dumps(found)) < 2_000
    for claim in ("sub", "email", "aud"):
        with pytest.raises(TooLarge):
            kept(CLAIMS | {claim: "x" * 9_000}, RULES)


def test_of_the_tokens_only_a_short_id_token_is_kept() -> None:
    token = {"id_token": "i" * 2_000, "access_token": "a", "refresh_token": "r"}
    assert kept_token(token) == {"id_token": "i" * 2_000}
    assert kept_token(token | {"id_token": "i" * 20_000}) == {}
