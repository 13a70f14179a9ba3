"""Every sentence of the site is there in English, and the compiled catalogue is the one on paper."""

from jangbu.web import translations


def test_every_sentence_has_its_english():
    assert translations.missing() == []


def test_the_catalogue_holds_what_the_pages_say_and_nothing_else():
    """After a change of text: `python -m jangbu.web.translations collect`."""
    assert translations.ids_of(translations.catalogue()) == translations.ids_of(translations.gathered())


def test_the_compiled_catalogue_is_in_step():
    """After a change of English: `python -m jangbu.web.translations compile`."""
    assert translations.COMPILED.read_bytes() == translations.compiled(translations.catalogue())


def test_placeholders_survive_translation():
    assert translations.broken_placeholders() == []
