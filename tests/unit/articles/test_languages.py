"""Articles in other languages than English: told, read and split by the marks of each."""

from __future__ import annotations

import pytest

from brief.articles.reading import read_article
from brief.models import LineKind
from brief.sources.identity import make_article
from tests.support.languages import ARTICLES


@pytest.mark.parametrize("language", ARTICLES)
def test_an_article_is_split_by_the_marks_of_its_language(language: str) -> None:
    """A headline, three sentences of a paragraph (one of them quotes, one has an abbreviation), one of another."""
    reading = read_article(make_article(ARTICLES[language], path="port.txt"))
    assert reading.article.info.language == language
    body = [s.text for s in reading.sentences if s.kind is LineKind.BODY]
    assert len(body) == 4
    assert "".join(" ".join(body).split()) == "".join(ARTICLES[language].partition("\n")[2].split())


def test_thai_is_cut_at_spaces() -> None:
    """No mark ends a sentence: clauses between spaces make pieces that can be cited; figures stay with their noun."""
    text = (
        "เทศบาลเมืองประกาศเมื่อวันที่ 12 มีนาคมว่าการขยายท่าเรือแห่งใหม่เสร็จสิ้นแล้วตามกำหนด "
        "มูลค่าการลงทุนรวมสามพันล้านบาทและใช้เวลาทั้งหมดสี่ปีเต็มตามแผนงาน "
        "องค์กรสิ่งแวดล้อมวิจารณ์ว่าการถมทะเลทำลายพื้นที่ชุ่มน้ำ"
    )
    reading = read_article(make_article(text, title="ท่าเรือ", path="port.txt"))
    assert reading.article.info.language == "th"
    assert [s.text for s in reading.sentences] == [
        text[: text.index(" มูลค่า")],
        text[text.index("มูลค่า") : text.index(" องค์กร")],
        text[text.index("องค์กร") :],
    ]
