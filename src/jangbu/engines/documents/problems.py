"""What can be wrong with a document, one sentence each. The codes are the classes of the error catalogue."""

from __future__ import annotations

from jangbu.kernel.errors import Kind

MISSING = Kind(
    "documents.file_missing",
    ko="{file} 파일이 없어요.",
    en="There is no file {file}.",
    next_ko="경로를 확인해 주세요.",
    next_en="Check the path.",
    status=404,
)
UNREADABLE = Kind(
    "documents.file_unreadable",
    ko="{file} 파일을 열 수 없어요.",
    en="{file} cannot be opened.",
    next_ko="읽기 권한이 있는지 확인해 주세요.",
    next_en="Check that you may read it.",
)
EMPTY = Kind(
    "documents.file_empty",
    ko="{file} 파일은 비어 있어요.",
    en="{file} is empty.",
    next_ko="보낸 곳에서 다시 받아 주세요.",
    next_en="Ask the sender for it again.",
)
TOO_LARGE = Kind(
    "documents.file_too_large",
    ko="{file} 파일이 {size} MB라서 한도 {limit} MB를 넘어요.",
    en="{file} is {size} MB, over the limit of {limit} MB.",
    next_ko="계산서가 있는 쪽만 따로 저장해서 올려 주세요.",
    next_en="Save only the pages with the invoice and try again.",
)
BOMB = Kind(
    "documents.unpacks_too_large",
    ko="{file} 안의 {place} 부분을 풀면 {limit} MB를 넘어서 열지 않았어요.",
    en="{file} was not opened: {place} unpacks to more than {limit} MB.",
    next_ko="보낸 곳이 믿을 만한지 확인하고, 보통 PDF로 다시 받아 주세요.",
    next_en="Check who sent it and ask for an ordinary PDF.",
)
MISLABELLED = Kind(
    "documents.mislabelled",
    ko="{file} 파일은 이름은 {named}인데 내용은 {found}이에요.",
    en="{file} is named as {named} but holds {found}.",
    next_ko="원본 파일을 다시 받거나 맞는 형식으로 올려 주세요.",
    next_en="Get the original again, or hand it in as what it is.",
)
BROKEN_PDF = Kind(
    "documents.pdf_broken",
    ko="{file} 파일은 깨졌거나 끝까지 받지 못한 PDF예요.",
    en="{file} is a PDF that is broken or cut off.",
    next_ko="다시 내려받거나 보낸 곳에 다시 요청해 주세요.",
    next_en="Download it again or ask the sender for it again.",
)
ENCRYPTED = Kind(
    "documents.pdf_encrypted",
    ko="{file} 파일은 암호가 걸린 PDF예요.",
    en="{file} is a PDF locked with a password.",
    next_ko="암호를 풀어 저장한 파일을 올려 주세요.",
    next_en="Save a copy without the password and hand that in.",
)
BROKEN_XML = Kind(
    "documents.xml_broken",
    ko="{file} 파일의 XML이 {line}번째 줄에서 깨졌어요.",
    en="The XML of {file} is broken at line {line}.",
    next_ko="보낸 곳에서 파일을 다시 받아 주세요.",
    next_en="Ask the sender for the file again.",
)
DOCTYPE = Kind(
    "documents.xml_doctype",
    ko="{file} 파일의 XML에 DOCTYPE 선언이 있어서 열지 않았어요. 바깥 파일을 읽거나 메모리를 채울 수 있어요.",
    en="{file} was not opened: its XML declares a DOCTYPE, which can pull in other files or fill the memory.",
    next_ko="세금계산서 XML에는 필요 없는 선언이니, 보낸 곳이 믿을 만한지 확인해 주세요.",
    next_en="No invoice format needs one; check who sent it.",
)
NO_TEXT_LAYER = Kind(
    "documents.no_text_layer",
    ko="{file} 파일은 스캔한 그림이에요. 글자가 들어 있지 않아서 읽지 못했어요.",
    en="{file} is a scanned picture: there is no text in it to read.",
    next_ko="글자가 든 PDF나 XML로 다시 받거나, 문자 인식을 켜 주세요.",
    next_en="Ask for a PDF with text or the XML, or turn on text recognition.",
)
FIELD_MISSING = Kind(
    "documents.field_missing",
    ko="{file} 파일에서 {fields} 항목을 찾지 못했어요.",
    en="{file}: {fields_en} not found.",
    next_ko="원본을 보고 빠진 값을 직접 넣어 주세요.",
    next_en="Look at the original and fill in what is missing.",
)
NOT_AN_INVOICE = Kind(
    "documents.not_an_invoice",
    ko="{file} 파일은 계산서나 청구서로 보이지 않아요.",
    en="{file} does not look like an invoice.",
    next_ko="맞는 파일인지 확인해 주세요.",
    next_en="Check that it is the right file.",
)
SKIPPED = Kind(
    "documents.skipped",
    ko="{file} 파일은 {named} 형식이라 건너뛰었어요.",
    en="{file} was skipped: {named} is not a document we read.",
    next_ko="계산서라면 PDF나 XML로 저장해서 다시 올려 주세요.",
    next_en="If it is an invoice, save it as PDF or XML and try again.",
)
TEMPLATE_UNKNOWN = Kind(
    "documents.template_unknown",
    ko="{template} 양식이 없어요. 있는 양식은 {known}이에요.",
    en="There is no template {template}; there are {known}.",
    next_ko="양식 이름을 확인해 주세요.",
    next_en="Check the name of the template.",
)
TEMPLATE_FAILED = Kind(
    "documents.template_failed",
    ko="{template} 양식으로 PDF를 만들지 못했어요: {reason}",
    en="No PDF could be made with the template {template}: {reason}",
    next_ko="양식에 넣은 값이 빠지지 않았는지 확인해 주세요.",
    next_en="Check that no value the template needs is missing.",
)
BAD_BUSINESS_NUMBER = Kind(
    "documents.business_number_form",
    ko="사업자등록번호 앞 아홉 자리가 필요한데 {given}을 받았어요.",
    en="The first nine digits of a business number are needed, not {given}.",
    next_ko="숫자 아홉 자리를 넣어 주세요.",
    next_en="Give nine digits.",
)
MAIL_NEEDS_NUMBER = Kind(
    "documents.mail_needs_number",
    ko="{file} 파일은 국세청 보안메일이라 우리 사업자등록번호가 있어야 열려요.",
    en="{file} is secure mail of the tax office and opens only with our business number.",
    next_ko="설정이나 --business-number에 사업자등록번호 10자리를 넣어 주세요.",
    next_en="Put the ten digits of the business number into the settings or --business-number.",
)
MAIL_NO_FIT = Kind(
    "documents.mail_no_number_fits",
    ko="{file} 보안메일은 넣은 사업자등록번호 {count}개 가운데 어느 것으로도 열리지 않아요.",
    en="None of the {count} business numbers given opens the secure mail {file}.",
    next_ko="우리에게 온 메일이 맞는지, 번호가 맞는지 확인해 주세요.",
    next_en="Check that the mail was sent to us and that the number is right.",
)
MAIL_UNVERIFIED = Kind(
    "documents.mail_unverified",
    ko="{file} 보안메일에 번호를 확인할 값(HashKey)이 없어서 열지 않았어요.",
    en="The secure mail {file} was not opened: it has no HashKey to verify a number by.",
    next_ko="국세청이 보낸 메일이 맞는지 확인하고, 홈택스에서 다시 받아 주세요.",
    next_en="Check that the tax office sent it, and get it again from Hometax.",
)
MAIL_BROKEN = Kind(
    "documents.mail_broken",
    ko="{file} 보안메일은 깨졌거나 끝까지 받지 못했어요.",
    en="The secure mail {file} is broken or cut off.",
    next_ko="첨부 파일을 다시 내려받아 주세요.",
    next_en="Download the attachment again.",
)
PICTURE_BROKEN = Kind(
    "documents.picture_broken",
    ko="{file} 파일은 깨졌거나 끝까지 받지 못한 그림이에요.",
    en="{file} is a picture that is broken or cut off.",
    next_ko="다시 스캔하거나 내려받아 주세요.",
    next_en="Scan it or download it again.",
)
PICTURE_TOO_LARGE = Kind(
    "documents.picture_too_large",
    ko="{file} 그림은 {pixels}백만 화소라서 한도 {limit}백만 화소를 넘어요. 열지 않았어요.",
    en="{file} was not opened: it has {pixels} million pixels, over the limit of {limit} million.",
    next_ko="300 dpi로 다시 스캔해 주세요.",
    next_en="Scan it again at 300 dpi.",
)
OCR_MISSING = Kind(
    "documents.ocr_missing",
    ko="{file} 파일은 그림인데, 그림에서 글자를 읽는 프로그램이 없어요.",
    en="{file} is a picture, and no program that reads pictures is installed.",
    next_ko="./jangbu install ocr와 apt install tesseract-ocr-kor로 설치해 주세요.",
    next_en="Install them with ./jangbu install ocr and apt install tesseract-ocr-kor.",
)
OCR_FAILED = Kind(
    "documents.ocr_failed",
    ko="{engine}에서 그림을 읽지 못했어요.",
    en="{engine} could not read the picture.",
    next_ko="그림을 다시 스캔하거나 PNG로 저장해 주세요.",
    next_en="Scan the picture again or save it as PNG.",
)
NOT_A_RECEIPT = Kind(
    "documents.not_a_receipt",
    ko="{file} 파일은 영수증으로 보이지 않아요.",
    en="{file} does not look like a receipt.",
    next_ko="맞는 파일인지, 그림이 흐리지 않은지 확인해 주세요.",
    next_en="Check that it is the right file and that the picture is sharp.",
)
RECEIPT_INCOMPLETE = Kind(
    "documents.receipt_incomplete",
    ko="{file} 영수증에서 {fields} 항목을 찾지 못했어요.",
    en="{file}: {fields_en} not found on the receipt.",
    next_ko="원본을 보고 빠진 값을 직접 넣어 주세요.",
    next_en="Look at the original and fill in what is missing.",
)
SCRIPTED = Kind(
    "documents.pdf_script",
    ko="{file} PDF에 스크립트가 들어 있어서 읽지 않았어요.",
    en="{file} was not read: the PDF carries a script.",
    next_ko="보낸 곳이 믿을 만한지 확인하고, 인쇄해서 다시 만든 PDF로 받아 주세요.",
    next_en="Check who sent it and ask for a PDF made by printing.",
)
TOO_MANY_PAGES = Kind(
    "documents.pdf_too_many_pages",
    ko="{file} PDF는 {pages}쪽이라서 한도 {limit}쪽을 넘어요. 읽지 않았어요.",
    en="{file} was not read: the PDF has {pages} pages, over the limit of {limit}.",
    next_ko="계산서가 있는 쪽만 따로 저장해서 올려 주세요.",
    next_en="Save only the pages with the invoice and hand that in.",
)
