"""Why a picture does not leave, in sentences."""

from __future__ import annotations

from jangbu.kernel.errors import Kind

NO_PILLOW = Kind(
    "privacy.no_pillow",
    ko="그림을 가릴 프로그램(Pillow)이 없어서 그림을 보내지 않았어요.",
    en="The picture was not sent: Pillow, which blacks out pictures, is not installed.",
    next_ko="pip으로 pillow를 설치하거나, 그림 없이 글자만 보내 주세요.",
    next_en="Install pillow, or send the text alone.",
)
BAD_PICTURE = Kind(
    "privacy.bad_picture",
    ko="그림을 열 수 없거나 {limit}백만 화소를 넘어서 가리지 못했어요.",
    en="The picture cannot be opened, or is over {limit} million pixels, and could not be blacked out.",
    next_ko="PNG로 다시 저장해 주세요.",
    next_en="Save it again as PNG.",
)
