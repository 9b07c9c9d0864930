"""Tài khoản: thêm, đổi vai trò, cấp lại mật khẩu, liệt kê. Ví dụ: chitieu user add an --role staff --area "xã Tân Lập" """

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from etl.catalog import Area, Catalogue, load
from etl.model import BadChoice
from etl.model.people import Person, Role
from etl.pipeline.accounts import Accounts
from etl.store import open_engine
from etl.words.messages import sentence

ROLES = [str(role) for role in Role]


def add(parser: argparse.ArgumentParser) -> None:
    """The command's own arguments."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VIỆC")
    fresh = verbs.add_parser("add", help="thêm người, in liên kết đặt mật khẩu dùng một lần")
    fresh.add_argument("name", metavar="TÊN")
    fresh.add_argument("--shown", default="", metavar="HỌ_TÊN")
    roles = verbs.add_parser("roles", help="đổi vai trò hoặc phạm vi")
    roles.add_argument("name", metavar="TÊN")
    for verb in (fresh, roles):
        verb.add_argument("--role", action="append", choices=ROLES, required=verb is fresh)
        verb.add_argument("--area", action="append", metavar="XÃ", help="chỉ được nộp số liệu của xã này")
        verb.add_argument("--topic", action="append", metavar="LĨNH_VỰC", help="chỉ được nộp lĩnh vực này")
    for name, told in (("reset", "cấp lại liên kết đặt mật khẩu"), ("close", "khóa tài khoản"), ("open", "mở lại tài khoản")):  # fmt: skip
        verbs.add_parser(name, help=told).add_argument("name", metavar="TÊN")
    verbs.add_parser("list", help="liệt kê")
    parser.add_argument("--url", default="http://127.0.0.1:8050", help="địa chỉ bảng điều hành")


def run(args: argparse.Namespace) -> int:
    """Carry out one verb; BadChoice where a name, role, area or topic does not exist."""
    accounts = Accounts(open_engine())
    said = _VERBS[args.verb](args, accounts, getpass.getuser())
    sys.stdout.write(said + "\n")
    return 0


def _add(args: argparse.Namespace, accounts: Accounts, by: str) -> str:
    person = _changed(Person(0, args.name, args.shown or args.name, frozenset()), args, load())
    return _link(args, accounts.add(person, by), args.name)


def _reset(args: argparse.Namespace, accounts: Accounts, by: str) -> str:
    return _link(args, accounts.reset(args.name, by), args.name)


def _roles(args: argparse.Namespace, accounts: Accounts, by: str) -> str:
    accounts.change(_changed(accounts.named(args.name), args, load()), by)
    return _line(accounts.named(args.name))


def _state(args: argparse.Namespace, accounts: Accounts, by: str) -> str:
    accounts.change(replace(accounts.named(args.name), is_active=args.verb == "open"), by)
    return _line(accounts.named(args.name))


def _list(_: argparse.Namespace, accounts: Accounts, __: str) -> str:
    return "\n".join(map(_line, accounts.everyone())) or sentence("no_users")


_VERBS = {"add": _add, "roles": _roles, "reset": _reset, "close": _state, "open": _state, "list": _list}


def _link(args: argparse.Namespace, token: str, name: str) -> str:
    return sentence("user_link", name=name, link=f"{args.url.rstrip('/')}/dat-mat-khau/{token}")


def _line(person: Person) -> str:
    reach = ", ".join(sorted(person.areas | person.topics)) or "*"
    state = "" if person.is_active else " ×"
    return f"{person.name}{state}\t{person.shown}\t{', '.join(sorted(person.roles))}\t{reach}"


def _changed(person: Person, args: argparse.Namespace, catalogue: Catalogue) -> Person:
    """The person with the roles and reach the arguments name."""
    if args.role:
        person = replace(person, roles=frozenset(map(Role, args.role)))
    if args.area:
        person = replace(
            person, areas=frozenset(id_ for words in args.area for id_ in _areas(words, catalogue))
        )
    if args.topic:
        person = replace(person, topics=frozenset(_topics(args.topic, catalogue)))
    return person


def _areas(words: str, catalogue: Catalogue) -> list[str]:
    """The unit as it is today and every unit whose name or ground it took over; all of them are one desk."""
    areas, today = catalogue.areas, datetime.now(UTC).date()
    found = areas.find(words, today, areas.home)
    if isinstance(found, Area):
        return sorted(areas.origins(found.id))
    named = [a.id for a in areas.by_id.values() if words in (a.id, areas.label(a.id))]
    if not named:
        welcome = ", ".join(areas.label(a.id) for a in areas.communes(areas.home, today))
        raise BadChoice(words, choice=words, welcome=welcome)
    return named


def _topics(wanted: Sequence[str], catalogue: Catalogue) -> list[str]:
    known = sorted({indicator.topic for indicator in catalogue.indicators.values()})
    for topic in wanted:
        if topic not in known:
            raise BadChoice(topic, choice=topic, welcome=", ".join(known))
    return list(wanted)
