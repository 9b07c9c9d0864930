"""Markup instead of components: the same words and links, everything escaped, what a callback touches left alive."""

from dash import dcc, html

from dashboard.markup import markup, settle


def test_words_and_attributes_are_escaped() -> None:
    hostile = html.P(["<script>alert(1)</script> & ", html.A("“x”", href='/a"><b>', title="a & b")])
    assert markup(hostile) == (
        "<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp; "
        '<a href="/a&quot;&gt;&lt;b&gt;" title="a &amp; b">“x”</a></p>'
    )


def test_attributes_are_spelt_as_html_spells_them() -> None:
    drawn = html.Div(
        html.Label("x", htmlFor="y"), className="a b", hidden=True, tabIndex=0, style={"maskImage": "url(x)", "width": "3%"}
    )  # fmt: skip
    told = markup(drawn)
    assert told.endswith('><label for="y">x</label></div>')
    assert {'class="a b"', 'tabindex="0"', 'style="mask-image:url(x);width:3%"'} <= {
        part for part in ('class="a b"', 'tabindex="0"', 'style="mask-image:url(x);width:3%"') if part in told
    }
    assert " hidden>" in told or " hidden " in told
    assert markup(html.Br()) == "<br>"
    assert markup(html.Details("x", open=False)) == "<details>x</details>"


def test_a_link_inside_is_an_anchor() -> None:
    assert markup(dcc.Link("đây", href="/nguon?obs=1", className="figure")) in (
        '<a href="/nguon?obs=1" class="figure">đây</a>',
        '<a class="figure" href="/nguon?obs=1">đây</a>',
    )


def test_the_largest_still_parts_become_one_place_and_live_ones_stay() -> None:
    tree = html.Div(
        [html.P("a"), html.P("b"), html.Div([html.P("c"), html.Button("d", id="act")]), dcc.Graph(id="g")]
    )
    settled = settle(tree, {"act"})
    first, second, third = settled.children
    assert first.to_plotly_json()["props"]["data-html"] == "<p>a</p><p>b</p>"
    assert second.children[1].id == "act"
    assert isinstance(third, dcc.Graph)
    assert isinstance(settle(tree.children[0], set()), html.Div)
