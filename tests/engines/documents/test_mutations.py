"""Changed documents by the hundred: none is accepted with wrong sums or a bad business number, none raises."""

from collections import Counter

from jangbu.engines.documents import check_batch, read
from tests.engines.documents.mutations import OURS, mutants, passes, written, wrong

COUNT = 600


def test_no_changed_document_is_accepted_with_wrong_sums_or_a_bad_business_number(tmp_path):
    batch = list(mutants(COUNT, seed=20_261_130))
    kinds: Counter[str] = Counter()
    for mutant, path in zip(batch, written(tmp_path, batch), strict=True):
        document = read(path, ocr=False, business_numbers=(OURS,))
        kinds[mutant.kind] += 1
        if passes(document):
            assert not mutant.refused, (mutant.name, mutant.kind)
            assert not wrong(document), (mutant.name, mutant.kind, wrong(document))
        if document.error is not None:
            assert document.error.sentence("ko")
            assert document.error.code.startswith("documents.")
        assert path.read_bytes() == mutant.data
    assert len(kinds) == 9


def test_the_generator_is_the_same_for_the_same_seed_and_also_leaves_documents_that_pass(tmp_path):
    once, again = list(mutants(80, seed=5)), list(mutants(80, seed=5))
    assert once == again
    documents = [read(path, ocr=False, business_numbers=(OURS,)) for path in written(tmp_path, once)]
    assert any(passes(document) for document in documents)


def test_a_document_that_comes_twice_under_another_name_is_caught(tmp_path):
    batch = [mutant for mutant in mutants(120, seed=11) if mutant.name.endswith((".xml", ".html"))]
    paths = written(tmp_path, batch)
    again = tmp_path / "again"
    again.mkdir()
    documents = [read(path, business_numbers=(OURS,)) for path in paths]
    first = [path for path, document in zip(paths, documents, strict=True) if passes(document)]
    twice = []
    for path in first:
        copy = again / f"copy of {path.name}"
        copy.write_bytes(path.read_bytes())
        twice.append(copy)
    checked = check_batch([read(path, business_numbers=(OURS,)) for path in (*first, *twice)])
    seen = {check.name: check.passed for document in checked[len(first) :] for check in document.checks}
    assert first
    assert seen["duplicate"] is False
    assert not any(passes(document) for document in checked[len(first) :])
