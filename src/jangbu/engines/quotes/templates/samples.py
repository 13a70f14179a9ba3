"""Templates to start from, made by code: a firm downloads one, changes it in its own word processor, uploads it."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import openpyxl
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from jangbu.engines.quotes.problems import UNKNOWN_FORM
from jangbu.engines.quotes.templates.filling import write
from jangbu.engines.quotes.templates.owpml import document
from jangbu.engines.quotes.templates.typeset import BUILT_IN
from jangbu.kernel.errors import Problem

HEAD = (
    ("견적번호", "{{ 견적번호 }}", "상호", "{{ 공급자.상호 }} (인)"),
    ("견적일", "{{ 견적일 }}", "등록번호", "{{ 공급자.등록번호 }}"),
    ("수신", "{{ 고객.상호 }} 귀하", "대표자", "{{ 공급자.대표자 }}"),
    ("담당자", "{{ 고객.담당자 }}", "주소", "{{ 공급자.주소 }}"),
    ("유효기간", "{{ 유효기간 }}", "전화", "{{ 공급자.전화 }}"),
)
TOTAL = "합계금액: {{ 금액한글 }} ({{ 합계 }} {{ 통화 }}, 부가세 포함)"
COLUMNS = ("번호", "품명", "규격", "수량", "단위", "단가", "공급가액", "세액", "비고")
LINE = tuple(f"{{{{ 품목.{name} }}}}" for name in COLUMNS)
SUMS = (("공급가액", "{{ 공급가액 }}"), ("부가세", "{{ 부가세 }}"), ("합계", "{{ 합계 }}"))
FOOT = ("납기: {{ 납기 }}", "결제조건: {{ 결제조건 }}", "비고: {{ 비고 }}")
WIDTHS = (5, 26, 14, 9, 7, 12, 14, 12, 12)
RIGHT = {"수량", "단가", "공급가액", "세액"}


def sample_template(form: str, out: Path) -> Path:
    """Write the sample "typ", "docx", "xlsx" or "hwpx". Raises Problem for another form or where `out` cannot be."""
    if form == "typ":
        data = BUILT_IN.read_bytes()
    elif form == "docx":
        data = _docx()
    elif form == "xlsx":
        data = _xlsx()
    elif form == "hwpx":
        data = document("견적서", "{{ 초안 }}", HEAD, TOTAL, COLUMNS, LINE, SUMS, FOOT)
    else:
        raise Problem(UNKNOWN_FORM, file=form, known="typ, docx, xlsx, hwpx")
    write(out, data)
    return out


def _docx() -> bytes:
    made = docx.Document()
    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(17)
    style = made.styles["Normal"]
    style.font.name, style.font.size = "맑은 고딕", Pt(9.5)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "맑은 고딕")
    title = made.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = title.add_run("견적서")
    run.bold, run.font.size = True, Pt(22)
    made.add_paragraph("{{ 초안 }}")
    head = made.add_table(len(HEAD), 4, style="Table Grid")
    for row, texts in zip(head.rows, HEAD, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    made.add_paragraph()
    made.add_paragraph().add_run(TOTAL).bold = True
    table = made.add_table(2 + len(SUMS), len(COLUMNS), style="Table Grid")
    table.autofit = False
    for row, heads in ((table.rows[0], COLUMNS), (table.rows[1], LINE)):
        for cell, text, name, width in zip(row.cells, heads, COLUMNS, WIDTHS, strict=True):
            cell.text, cell.width = text, Mm(176 * width / sum(WIDTHS))
            if name in RIGHT:
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for row, (name, text) in zip(table.rows[2:], SUMS, strict=True):
        row.cells[0].merge(row.cells[5]).text = name
        amount = row.cells[6].merge(row.cells[8])
        amount.text = text
        amount.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for text in FOOT:
        made.add_paragraph(text)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def _xlsx() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "견적서"
    thin = Side(style="thin", color="B8BCC8")
    grid, tint = Border(left=thin, right=thin, top=thin, bottom=thin), PatternFill("solid", fgColor="F3F5FD")
    for column, width in enumerate(WIDTHS, start=1):
        sheet.column_dimensions[openpyxl.utils.get_column_letter(column)].width = width
    sheet.merge_cells("A1:I1")
    sheet["A1"], sheet["A1"].font = "견적서", Font(size=22, bold=True)
    sheet["A1"].alignment = Alignment(horizontal="center")
    sheet["A2"] = "{{ 초안 }}"
    for number, texts in enumerate(HEAD, start=3):
        for (first, last), text in zip(((1, 1), (2, 4), (5, 5), (6, 9)), texts, strict=True):
            sheet.merge_cells(start_row=number, end_row=number, start_column=first, end_column=last)
            sheet.cell(number, first, text).alignment = Alignment(wrap_text=True, vertical="center")
    total = 4 + len(HEAD)
    sheet.merge_cells(start_row=total, end_row=total, start_column=1, end_column=9)
    sheet.cell(total, 1, TOTAL).font = Font(bold=True)
    for number, heads in ((total + 2, COLUMNS), (total + 3, LINE)):
        for column, (text, name) in enumerate(zip(heads, COLUMNS, strict=True), start=1):
            cell = sheet.cell(number, column, text)
            cell.border = grid
            cell.alignment = Alignment(horizontal="right" if name in RIGHT else None, wrap_text=True, vertical="center")
            if number == total + 2:
                cell.fill, cell.font = tint, Font(bold=True)
    for number, (name, text) in enumerate(SUMS, start=total + 4):
        sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=6)
        sheet.merge_cells(start_row=number, end_row=number, start_column=7, end_column=9)
        sheet.cell(number, 1, name)
        sheet.cell(number, 7, text).alignment = Alignment(horizontal="right")
    for number, text in enumerate(FOOT, start=total + 5 + len(SUMS)):
        sheet.cell(number, 1, text)
    sheet.page_setup.paperSize, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 9, 1, 0
    sheet.sheet_properties.pageSetUpPr = openpyxl.worksheet.properties.PageSetupProperties(fitToPage=True)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
