"""Text with a little markup: whatever comes in, only the closed list goes out, in one spelling."""

import pytest

from meetings.rules.markup import clean, from_plain, rows_pasted, to_plain

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{margin:0}</style></head>
<body><!--[if gte mso 9]><xml><o:OfficeDocumentSettings/></xml><![endif]-->
<p class=MsoNormal style='margin-bottom:8pt;mso-fareast-language:EN-US'><b style='mso-bidi-font-weight:normal'>
De voorzitter</b> licht&nbsp;toe.<o:p></o:p></p><h2>Kop</h2></body></html>"""

CLEANED = {
    "word": (WORD, "<p><strong>De voorzitter</strong> licht toe.</p><p>Kop</p>"),
    "script": ("<p>a<script>alert(1)</script></p>", "<p>a</p>"),
    "image": ('<p>a<img src="http://169.254.169.254/" onerror="x()"></p>', "<p>a</p>"),
    "handler": ('<p onclick="x()" style="color:red" class="y">a</p>', "<p>a</p>"),
    "javascript link": ('<a href="javascript:alert(1)">a</a>', "<p>a</p>"),
    "data link": ('<a href="data:text/html,x">a</a>', "<p>a</p>"),
    "link": (
        '<a href="https://twente.nl/?a=1&b=2" target="_blank">a</a>',
        '<p><a href="https://twente.nl/?a=1&amp;b=2">a</a></p>',
    ),
    "divs": ("<div>a</div><div><i>b</i><br></div><div><br></div>", "<p>a</p><p><em>b</em></p>"),
    "list": ("<ul><li>a<ul><li>b</li></ul></li></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
    "list without entries": ("<ul>los<ul><li>in</li></ul></ul>", "<ul><li>los</li><li>in</li></ul>"),
    "table": ("<table><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table>", "<p>1 – 2</p><p>3</p>"),
    "mark over paragraphs": ("<b><p>a</p><p>b</p></b>", "<p><strong>a</strong></p><p><strong>b</strong></p>"),
    "nothing": ("<p>&nbsp;</p><ul><li></li></ul>", ""),
    "svg": ("<svg><script>alert(1)</script></svg><math><mi>x</mi></math>a", "<p>a</p>"),
    "entities": ("&lt;script&gt; & 1 < 2", "<p>&lt;script&gt; &amp; 1 &lt; 2</p>"),
}


@pytest.mark.parametrize("name", CLEANED)
def test_only_the_closed_list_is_left_and_cleaning_again_changes_nothing(name: str) -> None:
    dirty, expected = CLEANED[name]
    assert clean(dirty) == expected
    assert clean(expected) == expected


def test_a_thousand_quotes_in_each_other_do_not_break_a_printer() -> None:
    assert clean("<blockquote>" * 1_000 + "x").count("<blockquote>") == 4


@pytest.mark.parametrize(
    ("plain", "markup"),
    [
        ("a\nb\n\nc", "<p>a<br>b</p><p>c</p>"),
        ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
        ("1. a\n2. b", "<ol><li>a</li><li>b</li></ol>"),
        ("> a\n> b", "<blockquote><p>a<br>b</p></blockquote>"),
        ("<b>a</b> & -1", "<p>&lt;b&gt;a&lt;/b&gt; &amp; -1</p>"),
    ],
)
def test_plain_text_becomes_markup_and_comes_back(plain: str, markup: str) -> None:
    assert from_plain(plain) == markup
    assert clean(markup) == markup
    assert to_plain(markup) == plain


def test_rows_of_a_pasted_table_are_counted() -> None:
    assert rows_pasted("<table><TR><td>1</td></TR><tr class=x></tr><track></table>") == 2
