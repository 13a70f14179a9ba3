"""What evidence reads is remembered, so that a past day comes out as it was; a predicate that forgets it shows."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from jangbu.apps.base.remembering import remembered
from jangbu.apps.journey import queries
from jangbu.apps.journey.questions import answers

pytestmark = pytest.mark.django_db
TABLE = re.compile(r'(?:FROM|JOIN) "(\w+)"')
# Read without being remembered, and why that is right.
KEEPS_ITS_TIMES = {
    "ledger_entry": "append-only, with its moment",
    "ledger_entryvalue": "behind entries",
    "ledger_checkpoint": "append-only, with its moment",
    "ledger_head": "where the chain ends now",
    "ledger_past": "the notes themselves",
    "journey_itemclaim": "said_at and withdrawn_at",
    "journey_itemexemption": "approved_at and withdrawn_at",
    "work_run": "created_at and ended_at; what ended does not change",
    "sources_source": "made once",
    "regulations_moduleversion": "texts, never changed; which one counted is asked with the moment",
    "regulations_seenfile": "what is in the folder now; the past is judged by the text that was kept",
}


def test_every_table_that_a_checklist_reads_is_remembered_or_keeps_its_own_times(cast):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        queries.reports(timezone.now())
        answers(timezone.now())
    read = {table for query in asked.captured_queries for table in TABLE.findall(query["sql"])}
    known = {each.table for each in remembered()}
    assert read - known - set(KEEPS_ITS_TIMES) == set()
