"""The choices that `query` and `export` share."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from etl.query import Reader
from etl.query.boundaries import AS_REPORTED
from etl.query.choices import asked
from etl.query.views import Asked


def add_filters(parser: argparse.ArgumentParser) -> None:
    """Area, measure, period, moment and boundaries."""
    parser.add_argument("--area", action="append", default=[], help="mã hoặc tên đơn vị, lặp lại được")
    parser.add_argument("--measure", action="append", default=[], help="actual, plan, target, same_period…")
    parser.add_argument("--period", action="append", default=[], help="kỳ, ví dụ 2020-01/2020-09")
    parser.add_argument("--as-of", metavar="ĐỢT|NGÀY", help="số liệu như ở một đợt công bố hoặc một ngày")
    parser.add_argument(
        "--boundaries", default=AS_REPORTED, metavar="as-reported|today|NĂM", help="địa giới dùng để so sánh"
    )
    parser.add_argument("--sums", action="store_true", help="cộng từ các xã khi cấp trên chưa công bố")


def asked_for(reader: Reader, indicators: Sequence[str], args: argparse.Namespace) -> Asked:
    """What a command's arguments ask for; BadChoice says what would be welcome."""
    return asked(
        reader.catalogue, indicators, args.area, args.measure, args.period, args.boundaries, args.sums
    )
