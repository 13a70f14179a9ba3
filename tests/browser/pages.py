"""Every page that is opened in a browser. A new page is a new line here."""

from __future__ import annotations

from dataclasses import dataclass

# Keys of the stage's ids, by the name of the argument in the address; a register's is its kind, without a line here.
FROM_STAGE = {
    "dataset_id": "dataset",
    "pilot_id": "pilot",
    "examination_id": "examination",
    "person_id": "owner",
    "process_id": "process",
    "automation_id": "automation",
    "run_id": "run",
    "restore_drill_id": "restore_drill",
    "drill_id": "drill",
    "endpoint_id": "endpoint",
    "draft_id": "draft",
    "question": "question",
    "section": "section",
    "survey_id": "survey",
    "token": "token",
    "quoting_id": "quoting",
    "quote_run_id": "quote_run",
}


@dataclass(frozen=True)
class Page:
    view: str  # the route's name; with `path`, only what the test is called
    path: str = ""  # where there is no route, or with a query
    args: tuple[str, ...] = ()  # ids of the stage, see FROM_STAGE
    query: str = ""
    who: str = "owner"  # a role, or "" for a visitor
    status: int = 200


PAGES = [
    Page("today"),
    Page("ui-gallery"),
    Page("ui-gallery-filtered", path="/_ui?q=1&state=met&sort=-points"),
    Page("account_login", who=""),
    Page("not-found", path="/nowhere/", status=404),
    Page("not-found-outside", path="/nowhere/", who="", status=404),
    Page("not-allowed", path="/people/", who="member", status=403),
    Page("dataset-list"),
    Page("dataset", args=("dataset_id",)),
    Page("dataset-rows", args=("dataset_id",), query="?rule=unique:사업자등록번호"),
    Page("dataset-contract", args=("dataset_id",)),
    Page("dataset-card", args=("dataset_id",)),
    Page("dataset-lineage", args=("dataset_id",)),
    Page("dataset-errors", args=("dataset_id",)),
    Page("dataset-matches", args=("dataset_id",)),
    Page("dataset-mend", args=("dataset_id",)),
    Page("dataset-fields", args=("dataset_id",)),
    Page("catalogue"),
    Page("catalogue-filtered", path="/data/catalogue/?state=open&sort=-name"),
    Page("expiring"),
    Page("inbox"),
    Page("inbox-empty", path="/work/inbox/", who="auditor"),
    Page("process-list"),
    Page("process-new"),
    Page("process", args=("process_id",)),
    Page("automation-new", args=("process_id",)),
    Page("automation", args=("automation_id",)),
    Page("run-list"),
    Page("run", args=("run_id",)),
    Page("payments"),
    Page("quote-list"),
    Page("quote-new"),
    Page("quote-materials", args=("quoting_id",)),
    Page("run", args=("quote_run_id",)),
    Page("error-catalogue"),
    Page("drill-list"),
    Page("drill", args=("drill_id",)),
    Page("endpoint-list"),
    Page("endpoint-new"),
    Page("endpoint", args=("endpoint_id",)),
    Page("endpoint-edit", args=("endpoint_id",)),
    Page("pilot-list"),
    Page("pilot", args=("pilot_id",)),
    Page("examination", args=("examination_id",)),
    Page("vendors"),
    Page("vendors-new"),
    Page("vendors-import"),
    Page("vendors-detail", args=("vendor_id",)),
    Page("vendors-edit", args=("vendor_id",)),
    Page("vendors-assess", args=("vendor_id",)),
    Page("vendors-weights"),
    Page("vendors-reader", path="/vendors/?sort=-monthly_cost&state=in_use", who="member"),
    Page("certificates"),
    Page("contracts"),
    Page("contracts-detail", args=("contract_id",)),
    Page("contracts-clauses", args=("contract_id",)),
    Page("contracts-gaps", args=("contract_id",)),
    Page("pilot-question", args=("draft_id", "question")),
    Page("pilot-plan", args=("draft_id",)),
    Page("pilot-section", args=("draft_id", "section")),
    Page("pilot-kpis", args=("pilot_id",)),
    Page("pilot-surveys", args=("pilot_id",)),
    Page("pilot-survey", args=("pilot_id", "survey_id")),
    Page("survey-answer", args=("token",), who=""),
    Page("ledger"),
    Page("backup-list"),
    Page("backup-plan"),
    Page("restore-drill", args=("restore_drill_id",)),
    Page("ledger-entry", path="/ledger/1/"),
    Page("ledger-search", path="/ledger/?q=김민지&who=person"),
    Page("people"),
    Page("person", args=("person_id",)),
    Page("grants"),
    Page("account"),
]
