"""Signing in, by password or through the office's own sign-in, and out; the one-time page for choosing a password."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from flask import Blueprint, Response, abort, current_app, redirect, render_template, request, url_for

from dashboard.people.gate import COOKIE, SIGN_IN, address
from dashboard.people.viewer import office
from dashboard.text import t
from etl.model import BadChoice, ChitieuError
from etl.model.people import BadName, Forbidden, LinkSpent, NoAccount, NotSignedIn, NotVouched, ProviderAway
from etl.pipeline.accounts import SHORTEST
from etl.pipeline.office import Office
from etl.words.messages import error_message

if TYPE_CHECKING:  # its library is there only where an office uses it
    from dashboard.people.oidc import Provider

ROUTES = Blueprint("entrance", __name__, template_folder="templates")
PROVIDER = "chitieu.provider"
OUT = f"{SIGN_IN}/co-quan"
TICKET = "co_quan"
_REFUSED = {"provider_away": 503, "no_account": 403}


@ROUTES.get(SIGN_IN)
def form() -> str:
    """The page for signing in."""
    return _page("sign_in.html")


@ROUTES.post(SIGN_IN)
def enter() -> Any:
    """Sign in and go on to where one wanted to go; the same words for whatever was wrong."""
    name, password = request.form.get("ten", ""), request.form.get("mat_khau", "")
    try:
        token = _office().accounts.sign_in(name[:100], password[:1000], address())
    except NotSignedIn as wrong:
        return _page("sign_in.html", wrong, name=name[:100]), 401
    return _with_session(redirect(_onward(request.form.get("tiep", "")), 303), token)


@ROUTES.get(OUT)
def go_out() -> Any:
    """On to the office's own sign-in; a page that says so where it does not answer."""
    back = url_for("entrance.come_back", _external=True)
    try:
        there, ticket = _provider().ask(back, _onward(request.args.get("tiep", "")), _lang())
    except ProviderAway as wrong:
        return _page("sign_in.html", wrong), _REFUSED[wrong.code]
    answer = redirect(there, 303)
    return _with_cookie(answer, TICKET, ticket, path=OUT)


@ROUTES.get(f"{OUT}/ve")
def come_back() -> Any:
    """Back from the office's own sign-in: a session for whom it vouches, or why there is none."""
    provider = _provider()
    ticket = provider.opened(request.cookies.get(TICKET, ""))
    onward, lang = (ticket.onward, ticket.lang) if ticket else ("", "vi")
    try:
        token = _office().accounts.admit(
            lambda: provider.vouched(request.args, ticket, url_for("entrance.come_back", _external=True)),
            address(),
        )
        answer = _with_session(redirect(_onward(onward), 303), token)
    except (NotVouched, NoAccount, NotSignedIn, ProviderAway) as wrong:
        page = _page("sign_in.html", wrong, tiep=onward, lang=lang)
        answer = Response(page, _REFUSED.get(wrong.code, 401))
    answer.delete_cookie(TICKET, path=OUT)
    return answer


@ROUTES.post("/dang-xuat")
def leave() -> Any:
    """Sign out here, or everywhere."""
    token = request.cookies.get(COOKIE, "")
    _office().accounts.sign_out(token, everywhere="moi_noi" in request.form)
    answer = redirect("/", 303)
    answer.delete_cookie(COOKIE)
    return answer


@ROUTES.get("/dat-mat-khau/<token>")
def choose(token: str) -> Any:
    """The page a one-time link opens."""
    try:
        return _page("password.html", holder=_holder(token), token=token)
    except LinkSpent as wrong:
        return _page("password.html", wrong, token=""), 410


@ROUTES.post("/dat-mat-khau/<token>")
def chosen(token: str) -> Any:
    """Choose a password once, and be signed in with it."""
    accounts, password = _office().accounts, request.form.get("mat_khau", "")
    holder = ""
    try:
        holder = _holder(token)
        if password != request.form.get("nhac_lai", ""):
            return _page("password.html", token=token, holder=holder, said=t("people.differ", _lang())), 422
        name = accounts.choose_password(
            token, password, request.form.get("ten", ""), request.form.get("ho_ten", "")
        )
    except BadChoice:
        said = t("people.short", _lang(), count=SHORTEST)
        return _page("password.html", token=token, holder=holder, said=said), 422
    except BadName as wrong:
        return _page("password.html", wrong, token=token, holder=holder), 422
    except LinkSpent as wrong:
        return _page("password.html", wrong, token=""), 410
    return _with_session(redirect("/nop", 303), accounts.sign_in(name, password, address()))


def _holder(token: str) -> str:
    """Whom a link is for; the office's first link opens on its own machine only."""
    name = _office().accounts.link_is_for(token)
    if not name and not (address().startswith("127.") or address() == "::1"):
        raise LinkSpent
    return name


def _provider() -> Provider:
    """The office's own sign-in; where there is none, there are no such pages."""
    found = current_app.extensions.get(PROVIDER)
    return cast("Provider", found) if found else abort(404)


def _office() -> Office:
    found = office()
    if found is None:
        raise Forbidden
    return found


def _lang() -> str:
    return "en" if request.args.get("lang") == "en" else "vi"


def _page(template: str, wrong: ChitieuError | None = None, **facts: Any) -> str:
    lang = facts.pop("lang", "") or _lang()
    said = facts.pop("said", "") or (error_message(wrong, lang) if wrong else "")

    def words(key: str, **more: object) -> str:
        return t(key, lang, **more)

    facts = {"tiep": request.values.get("tiep", ""), "least": SHORTEST} | facts
    return render_template(
        template, t=words, lang=lang, said=said, is_vouching=PROVIDER in current_app.extensions, **facts
    )


def _onward(path: str) -> str:
    """A page of our own to go on to; anything else is the first page."""
    is_ours = path.startswith("/") and not path.startswith("//") and "\\" not in path
    return path if is_ours and path.isprintable() else "/"  # browsers leave out tabs and line ends


def _with_session(answer: Any, token: str) -> Response:
    return _with_cookie(answer, COOKIE, token)


def _with_cookie(answer: Any, name: str, value: str, path: str = "/") -> Response:
    """A cookie for the server alone, gone with the browser; it comes along when one returns from elsewhere."""
    response: Response = answer
    response.set_cookie(name, value, httponly=True, samesite="Lax", secure=request.is_secure, path=path)
    return response
