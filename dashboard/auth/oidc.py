"""The school's identity provider: what ``secrets.toml`` says of it, and what we ask of its tokens.

Streamlit does the signing in (OpenID Connect, authorisation code). What it leaves open is closed
here: its settings are checked before the start, in Chinese and without ever showing a secret, and
the tokens of the provider are checked more strictly than by default.
"""

import os
import re
import sys
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit
from warnings import catch_warnings

from dashboard import security_log, settings
from dashboard.auth import this_machine, token_claims
from dashboard.paths import DATA, ROOT

# In this order: where both have a section, the one beside the school's data counts.
FILES = (ROOT / ".streamlit" / "secrets.toml", DATA / "secrets.toml")
SHORTEST_SECRET = 32  # characters
DISCOVERY = "/.well-known/openid-configuration"
_KEYS = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")
_GENERATOR = 'python -c "import secrets; print(secrets.token_hex(32))"'
# What a key of the provider has signed. Never "none", which some providers list as well and
# which then would let anybody write a token; never a signature with the shared secret.
_SIGNED = {
    *(f"{kind}{bits}" for kind in ("RS", "PS", "ES") for bits in (256, 384, 512)),
    "EdDSA",
}


class Misconfigured(Exception):
    """What is wrong in the settings, in Chinese, naming keys and never what they hold."""

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        super().__init__(self.faults)

    def __str__(self) -> str:
        lines = "\n".join(f"  {fault}" for fault in self.faults)
        return f"登录设置有 {len(self.faults)} 处问题，看板没有启动（说明见使用手册）：\n{lines}"


def read(files: Sequence[Path] = FILES, base: str = "") -> dict[str, Any]:
    """Return the section ``[auth]`` of the files, checked; nothing where there is none.

    ``base`` is the path under which the dashboard is served. Raises Misconfigured.
    """
    auth: object = None
    holder = files[0]
    for path in files:
        said = _read_one(path)
        if "auth" in said:
            auth, holder = said["auth"], path
    if auth is None:
        return {}
    if not isinstance(auth, dict):
        raise Misconfigured([f"{_name(holder)}：auth 应是一节，写成 [auth]。"])
    if faults := _faults(auth, base):
        raise Misconfigured([f"{_name(holder)}：{fault}" for fault in faults])
    return auth


def warnings(auth: Mapping[str, Any], files: Sequence[Path] = FILES) -> list[str]:
    """Return what works but is not as safe as it could be."""
    found = [
        f"提醒：{_name(path)} 里有密钥，本机其他用户也能读到；请运行 chmod 600 {path}。"
        for path in files
        if os.name == "posix" and path.exists() and path.stat().st_mode & 0o077
    ]
    address = urlsplit(auth.get("redirect_uri", ""))
    if address.scheme == "http" and not _is_loopback(address):
        found.append(
            "提醒：auth.redirect_uri 以 http:// 开头，登录信息在网络上没有加密；"
            "多人使用时请通过 https:// 提供看板。"
        )
    return found


def issuer(auth: Mapping[str, Any]) -> str:
    """Return who must have issued a token: said outright, else by the address of discovery."""
    return str(auth.get("issuer") or auth["server_metadata_url"].removesuffix(DISCOVERY))


def be_strict() -> None:
    """Have Streamlit sign in with our stricter client; before the first sign-in."""
    # It warns, past all filters, that it will want another library; no reader could help that.
    with catch_warnings(record=True):
        from authlib.integrations import starlette_client

    class Strict(starlette_client.StarletteOAuth2App):  # type: ignore[misc]
        is_strict = True

        async def load_server_metadata(self) -> dict[str, Any]:
            metadata: dict[str, Any] = await super().load_server_metadata()
            offered = metadata.get("id_token_signing_alg_values_supported") or ()
            kept = [name for name in offered if name in _SIGNED]
            metadata["id_token_signing_alg_values_supported"] = kept or ["RS256"]
            return metadata

        async def authorize_access_token(self, request: Any, **options: Any) -> dict[str, Any]:
            token: dict[str, Any] = await super().authorize_access_token(request, **options)
            if "id_token" not in token:  # then nothing was verified, whatever else it says
                raise starlette_client.OAuthError("missing_id_token")
            # What is returned here goes into cookies.
            rules = settings.read(DATA).access
            kept = token_claims.kept(token["userinfo"], rules)
            who = token_claims.known_as(kept, rules)
            address = request.client.host if request.client else ""
            security_log.note("sign-in", account=who.label, address=address, role=who.role)
            return token_claims.kept_token(token) | {"userinfo": kept}

        async def parse_id_token(
            self, token: Any, nonce: str, claims_options: Any = None, **options: Any
        ) -> Any:
            # By default a token made for another program passes, if only its "azp" names us.
            metadata = await self.load_server_metadata()
            demanded = {
                "iss": {"essential": True, "value": metadata["issuer"]},
                "aud": {"essential": True, "value": self.client_id},
            }
            return await super().parse_id_token(
                token, nonce, demanded | (claims_options or {}), **options
            )

    starlette_client.StarletteOAuth2App = Strict


def is_strict() -> bool:
    """Tell whether ``be_strict`` has run; under ``streamlit run`` it has not."""
    client = sys.modules.get("authlib.integrations.starlette_client")
    return bool(getattr(getattr(client, "StarletteOAuth2App", None), "is_strict", False))


def _read_one(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return {}
    except UnicodeDecodeError:
        fault = "不是 UTF-8 编码；请另存为 UTF-8。"
    except OSError as error:
        fault = f"无法读取（{error.strerror}）；请检查权限。"
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        place = f"第 {line[1]} 行" if line else "末尾"
        fault = f"{place}写法不对；文字要加英文双引号，一行一项，同一项不能写两次。"
    raise Misconfigured([f"{_name(path)}：{fault}"]) from None


def _faults(auth: Mapping[str, Any], base: str) -> list[str]:
    blank = [key for key in _KEYS if not isinstance(auth.get(key), str) or not auth[key].strip()]
    found = [f"[auth] 中缺少 {key}，或不是一段文字；请补上。" for key in blank]
    if "cookie_secret" not in blank and len(auth["cookie_secret"]) < SHORTEST_SECRET:
        found.append(
            f"cookie_secret 太短，至少要 {SHORTEST_SECRET} 个字符；可用 {_GENERATOR} 生成。"
        )
    if "redirect_uri" not in blank and not _is_callback(auth["redirect_uri"], base):
        found.append(
            "redirect_uri 应为看板自己的网址加上 /oauth2callback，"
            f"如 https://kanban.example.edu.cn{base}/oauth2callback，端口写成数字。"
        )
    if "server_metadata_url" not in blank:
        found += _faults_of_discovery(auth)
    options = auth.get("client_kwargs", {})
    scope = options.get("scope", "openid") if isinstance(options, dict) else None
    if not isinstance(scope, str) or "openid" not in scope.split():
        found.append(
            'client_kwargs 的 scope 中要有 openid，如 { scope = "openid email profile" }。'
        )
    return found


def _faults_of_discovery(auth: Mapping[str, Any]) -> list[str]:
    address = _split(auth["server_metadata_url"])
    if address is None or not (
        address.scheme == "https" or (address.scheme == "http" and _is_loopback(address))
    ):
        return [f"server_metadata_url 应为 https:// 开头的网址，通常以 {DISCOVERY} 结尾。"]
    if not auth["server_metadata_url"].endswith(DISCOVERY) and not auth.get("issuer"):
        return [f"server_metadata_url 不以 {DISCOVERY} 结尾时，请另写 issuer（身份平台的标识）。"]
    return []


def _is_callback(text: str, base: str) -> bool:
    address = _split(text)
    return (
        address is not None
        and address.scheme in {"http", "https"}
        and address.path == f"{base}/oauth2callback"
        and not address.query
        and not address.fragment
        and not address.username
    )


def _split(text: str) -> SplitResult | None:
    try:
        address = urlsplit(text)
        known = address.hostname is not None and address.port != 0
    except ValueError:  # {port}, which Streamlit would fill in with a port that is not ours
        return None
    return address if known else None


def _is_loopback(address: SplitResult) -> bool:
    return this_machine.is_address(address.hostname)


def _name(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"
