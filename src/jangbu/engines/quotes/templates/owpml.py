"""A plain HWPX document from texts (KS X 6101, OWPML 2011): one section, paragraphs and bordered tables."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from jangbu.engines.quotes.templates.archive import pack

BASE = "http://www.hancom.co.kr/hwpml/2011"
SPACES = " ".join(
    f'xmlns:{prefix}="{BASE}/{name}"'
    for prefix, name in (("ha", "app"), ("hp", "paragraph"), ("hs", "section"), ("hc", "core"), ("hh", "head"))
)
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
WIDTH = 47_620  # of the text on A4 with margins of 21 mm, in 1/7200 inch
ROW = 1_900
LANGUAGES = ("HANGUL", "LATIN", "HANJA", "JAPANESE", "OTHER", "SYMBOL", "USER")
SEVEN = ["hangul", "latin", "hanja", "japanese", "other", "symbol", "user"]
COLUMN_SHARES = (5, 24, 12, 9, 7, 12, 13, 11, 9)


def document(
    title: str,
    draft: str,
    head: Sequence[Sequence[str]],
    total: str,
    columns: Sequence[str],
    line: Sequence[str],
    sums: Sequence[tuple[str, str]],
    foot: Sequence[str],
) -> bytes:
    """The bytes of the file: a title, a table about the parties, the total, the lines with their sums, and the rest."""
    shares = COLUMN_SHARES
    widths = [WIDTH * share // sum(shares) for share in shares]
    widths[-1] += WIDTH - sum(widths)
    rows = [[(text, 1, 2) for text in columns], [(text, 1, 0) for text in line]]
    rows += [[(name, 6, 0), (text, 3, 3)] for name, text in sums]
    narrow = [WIDTH * share // 100 for share in (12, 34, 12, 42)]
    body = [
        _paragraph(_section_start() + _run(title, 1), align=1),
        _paragraph(_run(draft)),
        _paragraph(_table([[(text, 1, 0) for text in row] for row in head], narrow, 1)),
        _paragraph(_run("")),
        _paragraph(_run(total, 2)),
        _paragraph(_table(rows, widths, 2)),
        *(_paragraph(_run(text)) for text in foot),
    ]
    section = f"{XML}<hs:sec {SPACES}>{''.join(body)}</hs:sec>"
    parts = {
        "mimetype": "application/hwp+zip",
        "version.xml": f'{XML}<hv:HCFVersion xmlns:hv="{BASE}/version" tagetApplication="WORDPROCESSOR" major="5" '
        'minor="1" micro="1" buildNumber="0" os="1" xmlVersion="1.4" application="Jangbu" appVersion="1.0"/>',
        "META-INF/container.xml": f'{XML}<ocf:container xmlns:ocf="urn:oasis:names:tc:opendocument:xmlns:container">'
        '<ocf:rootfiles><ocf:rootfile full-path="Contents/content.hpf" media-type="application/hwpml-package+xml"/>'
        "</ocf:rootfiles></ocf:container>",
        "META-INF/manifest.xml": f'{XML}<odf:manifest xmlns:odf="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        "Contents/content.hpf": _package(title),
        "Contents/header.xml": _header(),
        "Contents/section0.xml": section,
        "settings.xml": f'{XML}<ha:HWPApplicationSetting {SPACES}><ha:CaretPosition listIDRef="0" paraIDRef="0" '
        'pos="0"/></ha:HWPApplicationSetting>',
        "Preview/PrvText.txt": title,
    }
    return pack({name: text.encode() for name, text in parts.items()}, first="mimetype")


def _run(text: str, style: int = 0) -> str:
    return f'<hp:run charPrIDRef="{style}"><hp:t>{escape(text)}</hp:t></hp:run>'


def _paragraph(inside: str, align: int = 0) -> str:
    return f'<hp:p id="0" paraPrIDRef="{align}" styleIDRef="0" pageBreak="0" columnBreak="0" merged="0">{inside}</hp:p>'


def _table(rows: Sequence[Sequence[tuple[str, int, int]]], widths: Sequence[int], number: int) -> str:
    """Cells are (text, columns they span, 0 left, 1 centre, 2 head, 3 right)."""
    made = []
    for place, row in enumerate(rows):
        column, cells = 0, []
        for text, span, kind in row:
            width = sum(widths[column : column + span])
            inside = _paragraph(_run(text, 2 if kind == 2 else 0), {2: 1, 3: 2}.get(kind, 0))
            cells.append(
                f'<hp:tc name="" header="{int(kind == 2)}" hasMargin="0" protect="0" editable="0" dirty="0" '
                f'borderFillIDRef="{3 if kind == 2 else 2}"><hp:subList id="" textDirection="HORIZONTAL" '
                'lineWrap="BREAK" vertAlign="CENTER" linkListIDRef="0" linkListNextIDRef="0" textWidth="0" '
                f'textHeight="0" hasTextRef="0" hasNumRef="0">{inside}</hp:subList><hp:cellAddr colAddr="{column}" '
                f'rowAddr="{place}"/><hp:cellSpan colSpan="{span}" rowSpan="1"/><hp:cellSz width="{width}" '
                f'height="{ROW}"/><hp:cellMargin left="400" right="400" top="141" bottom="141"/></hp:tc>'
            )
            column += span
        made.append(f"<hp:tr>{''.join(cells)}</hp:tr>")
    return (
        f'<hp:run charPrIDRef="0"><hp:tbl id="{number}" zOrder="{number}" numberingType="TABLE" '
        'textWrap="TOP_AND_BOTTOM" textFlow="BOTH_SIDES" lock="0" dropcapstyle="None" pageBreak="CELL" '
        f'repeatHeader="1" rowCnt="{len(rows)}" colCnt="{len(widths)}" cellSpacing="0" borderFillIDRef="2" '
        f'noAdjust="0"><hp:sz width="{sum(widths)}" widthRelTo="ABSOLUTE" height="{ROW * len(rows)}" '
        'heightRelTo="ABSOLUTE" protect="0"/><hp:pos treatAsChar="1" affectLSpacing="0" flowWithText="1" '
        'allowOverlap="0" holdAnchorAndSO="0" vertRelTo="PARA" horzRelTo="PARA" vertAlign="TOP" horzAlign="LEFT" '
        'vertOffset="0" horzOffset="0"/><hp:outMargin left="0" right="0" top="141" bottom="141"/><hp:inMargin '
        f'left="400" right="400" top="141" bottom="141"/>{"".join(made)}</hp:tbl><hp:t/></hp:run>'
    )


def _section_start() -> str:
    """Page and columns, which the first run of a section carries."""
    return (
        '<hp:run charPrIDRef="0"><hp:secPr id="" textDirection="HORIZONTAL" spaceColumns="1134" tabStop="8000" '
        'tabStopVal="4000" tabStopUnit="HWPUNIT" outlineShapeIDRef="0" memoShapeIDRef="0" textVerticalWidthHead="0" '
        'masterPageCnt="0"><hp:grid lineGrid="0" charGrid="0" wonggojiFormat="0"/><hp:startNum pageStartsOn="BOTH" '
        'page="0" pic="0" tbl="0" equation="0"/><hp:visibility hideFirstHeader="0" hideFirstFooter="0" '
        'hideFirstMasterPage="0" border="SHOW_ALL" fill="SHOW_ALL" hideFirstPageNum="0" hideFirstEmptyLine="0" '
        'showLineNumber="0"/><hp:pagePr landscape="WIDELY" width="59528" height="84188" gutterType="LEFT_ONLY">'
        '<hp:margin header="4252" footer="4252" gutter="0" left="5954" right="5954" top="5668" bottom="4252"/>'
        '</hp:pagePr></hp:secPr><hp:ctrl><hp:colPr id="" type="NEWSPAPER" layout="LEFT" colCount="1" sameSz="1" '
        'sameGap="0"/></hp:ctrl></hp:run>'
    )


def _package(title: str) -> str:
    return (
        f'{XML}<opf:package xmlns:opf="http://www.idpf.org/2007/opf/" version="" unique-identifier="" id="">'
        f"<opf:metadata><opf:title>{escape(title)}</opf:title><opf:language>ko</opf:language></opf:metadata>"
        '<opf:manifest><opf:item id="header" href="Contents/header.xml" media-type="application/xml"/>'
        '<opf:item id="section0" href="Contents/section0.xml" media-type="application/xml"/>'
        '<opf:item id="settings" href="settings.xml" media-type="application/xml"/></opf:manifest>'
        '<opf:spine><opf:itemref idref="header" linear="yes"/><opf:itemref idref="section0" linear="yes"/></opf:spine>'
        "</opf:package>"
    )


def _header() -> str:
    fonts = "".join(
        f'<hh:fontface lang="{language}" fontCnt="1"><hh:font id="0" face="맑은 고딕" type="TTF" isEmbedded="0"/>'
        "</hh:fontface>"
        for language in LANGUAGES
    )
    borders = _border(1, "NONE", "") + _border(2, "SOLID", "") + _border(3, "SOLID", "#F3F5FD")
    characters = _character(0, 950, False) + _character(1, 2200, True) + _character(2, 950, True)
    paragraphs = "".join(_shape(number, align) for number, align in enumerate(("LEFT", "CENTER", "RIGHT")))
    return (
        f'{XML}<hh:head {SPACES} version="1.4" secCnt="1"><hh:beginNum page="1" footnote="1" endnote="1" pic="1" '
        f'tbl="1" equation="1"/><hh:refList><hh:fontfaces itemCnt="{len(LANGUAGES)}">{fonts}</hh:fontfaces>'
        f'<hh:borderFills itemCnt="3">{borders}</hh:borderFills><hh:charProperties itemCnt="3">{characters}'
        '</hh:charProperties><hh:tabProperties itemCnt="1"><hh:tabPr id="0" autoTabLeft="0" autoTabRight="0"/>'
        f'</hh:tabProperties><hh:paraProperties itemCnt="3">{paragraphs}</hh:paraProperties><hh:styles itemCnt="1">'
        '<hh:style id="0" type="PARA" name="바탕글" engName="Normal" paraPrIDRef="0" charPrIDRef="0" '
        'nextStyleIDRef="0" langID="1042" lockForm="0"/></hh:styles></hh:refList><hh:compatibleDocument '
        'targetProgram="HWP201X"><hh:layoutCompatibility/></hh:compatibleDocument></hh:head>'
    )


def _border(number: int, kind: str, fill: str) -> str:
    sides = "".join(
        f'<hh:{side}Border type="{kind}" width="0.12 mm" color="#B8BCC8"/>'
        for side in ("left", "right", "top", "bottom")
    )
    brush = (
        f'<hc:fillBrush><hc:winBrush faceColor="{fill}" hatchColor="#000000" alpha="0"/></hc:fillBrush>' if fill else ""
    )
    return (
        f'<hh:borderFill id="{number}" threeD="0" shadow="0" centerLine="NONE" breakCellSeparateLine="0"><hh:slash '
        'type="NONE" Crooked="0" isCounter="0"/><hh:backSlash type="NONE" Crooked="0" isCounter="0"/>'
        f'{sides}<hh:diagonal type="NONE" width="0.1 mm" color="#000000"/>{brush}</hh:borderFill>'
    )


def _character(number: int, height: int, bold: bool) -> str:
    def each(name: str, value: int) -> str:
        values = " ".join(f'{one}="{value}"' for one in SEVEN)
        return f"<hh:{name} {values}/>"

    return (
        f'<hh:charPr id="{number}" height="{height}" textColor="#1B1C1F" shadeColor="none" useFontSpace="0" '
        f'useKerning="0" symMark="NONE" borderFillIDRef="1">{each("fontRef", 0)}{each("ratio", 100)}'
        f"{each('spacing', 0)}{each('relSz', 100)}{each('offset', 0)}{'<hh:bold/>' if bold else ''}</hh:charPr>"
    )


def _shape(number: int, align: str) -> str:
    margins = "".join(f'<hc:{side} value="0" unit="HWPUNIT"/>' for side in ("intent", "left", "right", "prev", "next"))
    return (
        f'<hh:paraPr id="{number}" tabPrIDRef="0" condense="0" fontLineHeight="0" snapToGrid="1" '
        f'suppressLineNumbers="0" checked="0"><hh:align horizontal="{align}" vertical="BASELINE"/><hh:heading '
        'type="NONE" idRef="0" level="0"/><hh:breakSetting breakLatinWord="KEEP_WORD" '
        'breakNonLatinWord="KEEP_WORD" widowOrphan="0" keepWithNext="0" keepLines="0" pageBreakBefore="0" '
        f'lineWrap="BREAK"/><hh:autoSpacing eAsianEng="0" eAsianNum="0"/><hh:margin>{margins}</hh:margin>'
        '<hh:lineSpacing type="PERCENT" value="150" unit="HWPUNIT"/><hh:border borderFillIDRef="1" offsetLeft="0" '
        'offsetRight="0" offsetTop="0" offsetBottom="0" connect="0" ignoreMargin="0"/></hh:paraPr>'
    )
