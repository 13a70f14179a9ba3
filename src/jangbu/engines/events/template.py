"""A workflow to import into n8n: it reports failures by itself, and holds two nodes to copy for starts and ends.

The secret is not in it. n8n keeps it as a credential of the kind "Header Auth", which is asked for after the import.
"""

from __future__ import annotations

from typing import Any

from jangbu.engines.events.signing import SECRET_HEADER
from jangbu.kernel.errors import Language

WORDS: dict[Language, dict[str, str]] = {
    "ko": {
        "name": "장부에 알리기",
        "trigger": "다른 워크플로가 실패하면",
        "failed": "실패 알리기",
        "started": "시작 알리기",
        "finished": "끝 알리기",
        "note": (
            "## 장부에 알리기\n"
            "1. HTTP 노드의 자격 증명에서 Header Auth를 만들고 이름에 {header}, 값에 비밀값을 넣어요.\n"
            "2. 이 워크플로를 켜고, 알릴 워크플로의 설정에서 Error workflow로 골라요.\n"
            "3. 아래 두 노드를 복사해 알릴 워크플로의 처음과 끝에 붙여요."
        ),
    },
    "en": {
        "name": "Tell Jangbu",
        "trigger": "When another workflow fails",
        "failed": "Tell of the failure",
        "started": "Tell of the start",
        "finished": "Tell of the end",
        "note": (
            "## Tell Jangbu\n1. In the HTTP node make a Header Auth credential: name {header}, value the secret.\n"
            "2. Activate this workflow and choose it as Error workflow in the settings of those to report.\n"
            "3. Copy the two nodes below to the start and the end of those workflows."
        ),
    },
}
OWN = "execution: { id: $execution.id, mode: $execution.mode }, workflow: { id: $workflow.id, name: $workflow.name }"


def n8n_workflow(url: str, source_id: str, language: Language = "ko") -> dict[str, Any]:
    """The JSON that n8n's "Import from file" takes. `url` is the address events are sent to, without a query."""
    said = WORDS[language]
    note = said["note"].format(header=SECRET_HEADER.title())
    nodes = [
        {
            "parameters": {},
            "id": "jangbu-trigger",
            "name": said["trigger"],
            "type": "n8n-nodes-base.errorTrigger",
            "typeVersion": 1,
            "position": [0, 0],
        },
        _request(
            "failed", said["failed"], url, source_id, "={{ JSON.stringify({ ...$json, time: $now.toISO() }) }}", 0
        ),
        _request("started", said["started"], url, source_id, _own("started"), 1),
        _request("finished", said["finished"], url, source_id, _own("finished"), 2),
        {
            "parameters": {"content": note, "width": 460, "height": 240},
            "id": "jangbu-note",
            "name": "Jangbu",
            "type": "n8n-nodes-base.stickyNote",
            "typeVersion": 1,
            "position": [-520, -40],
        },
    ]
    connections = {said["trigger"]: {"main": [[{"node": said["failed"], "type": "main", "index": 0}]]}}
    settings = {"executionOrder": "v1", "saveManualExecutions": False}
    return {"name": said["name"], "nodes": nodes, "connections": connections, "settings": settings, "active": False}


def _own(event: str) -> str:
    return f"={{{{ JSON.stringify({{ event: '{event}', time: $now.toISO(), {OWN} }}) }}}}"


def _request(key: str, name: str, url: str, source_id: str, body: str, row: int) -> dict[str, Any]:
    """An HTTP Request node that tries again and never fails the workflow it stands in."""
    return {
        "parameters": {
            "method": "POST",
            "url": url,
            "authentication": "genericCredentialType",
            "genericAuthType": "httpHeaderAuth",
            "sendHeaders": True,
            "headerParameters": {"parameters": [{"name": "X-Jangbu-Source", "value": source_id}]},
            "sendBody": True,
            "specifyBody": "json",
            "jsonBody": body,
            "options": {"timeout": 10_000},
        },
        "id": f"jangbu-{key}",
        "name": name,
        "type": "n8n-nodes-base.httpRequest",
        "typeVersion": 4.2,
        "position": [260, row * 180],
        "retryOnFail": True,
        "maxTries": 5,
        "waitBetweenTries": 5_000,
        "onError": "continueRegularOutput",
    }
