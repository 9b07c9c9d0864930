"""Who may what: every route and every callback names its right; what is not named here is refused."""

from __future__ import annotations

from etl.model.people import Right

ROUTES: dict[str, Right] = {
    "/": Right.VIEW,
    "/<path:path>": Right.VIEW,
    "/_dash-layout": Right.OPEN,
    "/_dash-dependencies": Right.OPEN,
    "/_dash-update-component": Right.VIEW,
    "/_reload-hash": Right.OPEN,
    "/_favicon.ico": Right.OPEN,
    "/_dash-component-suites/<string:package_name>/<path:fingerprinted_path>": Right.OPEN,
    "/assets/<path:filename>": Right.OPEN,
    "/static/<path:filename>": Right.OPEN,
    "/tro-giup/anh/<path:name>": Right.VIEW,
    "/dang-nhap": Right.OPEN,
    "/dang-nhap/co-quan": Right.OPEN,
    "/dang-nhap/co-quan/ve": Right.OPEN,
    "/dang-xuat": Right.OPEN,
    "/dat-mat-khau/<token>": Right.OPEN,
    "/nop/tep": Right.SUBMIT,
    "/nop/mau.xlsx": Right.SUBMIT,
    "/nop/<int:upload>/tinh-trang": Right.SUBMIT,
    "/nop/<int:upload>/ghi-chu.xlsx": Right.SUBMIT,
    "/nop/<int:upload>/tra-loi": Right.SUBMIT,
    "/nop/<int:upload>/mo-lai": Right.SUBMIT,
    "/nop/<int:upload>/so-lai": Right.SUBMIT,
    "/nop/<int:upload>/chuyen": Right.SUBMIT,
    "/nop/<int:upload>/cong-bo": Right.SUBMIT,
    "/nop/<int:upload>/bo": Right.SUBMIT,
    "/duyet/<int:submission>/cong-bo": Right.PUBLISH,
    "/duyet/<int:submission>/tra-lai": Right.PUBLISH,
    "/duyet/<int:submission>/thu-hoi": Right.PUBLISH,
    "/duyet/dot/<int:release>/thu-hoi": Right.PUBLISH,
    "/mau-thuan/<int:case>": Right.EXPLAIN,
    "/nguoi-dung/them": Right.ADMINISTER,
    "/nguoi-dung/doi/<name>": Right.ADMINISTER,
    "/nguoi-dung/dong/<name>": Right.ADMINISTER,
    "/nguoi-dung/cap-lai/<name>": Right.ADMINISTER,
    "/nguoi-dung/thiet-lap/<name>": Right.ADMINISTER,
    "/api/v1/openapi.json": Right.OPEN,
    "/api/v1/indicators": Right.VIEW,
    "/api/v1/areas": Right.VIEW,
    "/api/v1/reports": Right.VIEW,
    "/api/v1/releases": Right.VIEW,
    "/api/v1/observations": Right.VIEW,
    "/api/v1/observations/<int:number>": Right.VIEW,
    "/api/v1/export": Right.EXPORT,
    "/tai-ve": Right.EXPORT,
    "/bieu-do": Right.VIEW,
    "/api/v1/": Right.VIEW,
    "/api/v1/<path:rest>": Right.VIEW,
}
"""Flask's rule → the right it takes, whatever the method."""

CALLBACKS: dict[tuple[str, str], Right] = {
    ("shell", "children"): Right.VIEW,
    ("notice", "children"): Right.VIEW,
    ("account", "children"): Right.VIEW,
}
"""Dash's output (component, property) → the right its callback takes."""

PAGES: dict[str, Right] = {
    "/nop": Right.DESK,
    "/nguoi-dung": Right.ADMINISTER,
    "/nhat-ky": Right.AUDIT,
}
"""Pages that are not for everyone who may look."""

EXPORTS: frozenset[str] = frozenset({"/api/v1/export", "/tai-ve"})
"""Rules whose answers leave the house as files: each is noted in the audit chain."""
