"""What the pack says of itself, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from jangbu.kernel import text
from jangbu.kernel.errors import Language

KO = """# 감사 자료 묶음

{when}에 장부가 만들었어요. 회사의 기록을 그대로 옮겼고, 손으로 고친 곳은 없어요.

| 자리 | 무엇 |
| --- | --- |
| `one-page/` | 데이터가 흐르는 길과 책임지는 사람, 한 장 (PDF, SVG) |
| `checklists/` | 점검표마다 항목, 상태, 근거와 장부 번호 (JSON, CSV) |
| `registers/` | 업체, 계약, 정책, 데이터, 자동화, 모델 연결, 사람, 책임 (CSV) |
| `policies/` | 시행하는 정책의 글 |
| `figures/` | 지표와 28일 흐름 |
| `ledger/ledger.zip` | 장부 전체와 확인하는 프로그램. 풀어서 그 안의 안내대로 하면 돼요 |

## 확인하는 법

1. `sha256sum -c SHA256SUMS`: 파일이 그대로인지 확인해요. `manifest.json`에도 같은 지문이 있어요.
2. `ledger/ledger.zip`을 풀고 `python verify_ledger.py`를 해 보세요. 기록이 이어지는지 다시 계산해요.
   `--anchor`로 바깥 확인점을 주면 모두 새로 쓴 것이 아닌지도 알 수 있어요.
3. 확인점에 서명한 공개 열쇠는 이 묶음에 없어요. 회사가 아닌 다른 길로 받으세요.

## 개인정보

회사 사람의 이름과 메일 주소는 P01 같은 부호로 바꿨고, 전화번호와 주민등록번호, 카드번호는 가렸어요.
부호가 누구인지는 회사만 알아요. {outsiders}
이름을 찾는 프로그램은 드문 이름을 놓칠 수 있어요. 장부 묶음은 한 글자도 바꾸지 않았어요(바꾸면 이어짐을 확인할 수
없어요). 그 안에 까닭에 사람을 적은 것으로 보이는 기록이 {in_ledger}건 있으니 조심해서 다뤄 주세요.
법률 자문이 아니에요.
"""
EN = """# Pack for an auditor

Made by Jangbu on {when}. It holds the firm's records as they are; nothing was edited by hand.

| place | what |
| --- | --- |
| `one-page/` | data flows and responsibilities on one page (PDF, SVG) |
| `checklists/` | every checklist: items, status, evidence and ledger entries (JSON, CSV) |
| `registers/` | vendors, contracts, policies, data, automations, model connections, people, duties (CSV) |
| `policies/` | the text of the policies in force |
| `figures/` | figures and their trend of 28 days |
| `ledger/ledger.zip` | the whole ledger with its verifier; unpack it and follow what is in it |

## How to check it

1. `sha256sum -c SHA256SUMS` tells whether the files are as they were made. `manifest.json` has the same fingerprints.
2. Unpack `ledger/ledger.zip` and run `python verify_ledger.py`: it recomputes the chain. With `--anchor` and one from
   outside it also tells whether everything was rewritten.
3. The public key of the checkpoints is not in here. Get it by a way that does not lead through this pack.

## Personal data

Names and e-mail addresses of the firm's people are codes such as P01; phone, resident and card numbers are blanked.
Only the firm knows who a code is. {outsiders}
What looks for names may miss a rare one. The ledger's bundle is not changed by a letter, or nobody could verify it:
{in_ledger} of its entries seem to name somebody, so handle it with care. This is no legal advice.
"""


HIDDEN = {"ko": "바깥 사람의 이름은 {n}곳에서 가렸어요.", "en": "Names of people outside are hidden at {n} places."}
SHOWN = {
    "ko": "바깥 사람의 이름 {n}곳은 까닭을 적고 그대로 두었어요. 까닭은 장부에 있어요.",
    "en": "Names of people outside stand at {n} places, for a reason that is in the ledger.",
}


def readme(language: Language, now: datetime, names: Mapping[str, int]) -> str:
    """`names`: hidden or shown, and in_ledger."""
    said = KO if language == "ko" else EN
    about = SHOWN[language].format(n=names["shown"]) if "shown" in names else HIDDEN[language].format(n=names["hidden"])
    return said.format(when=text.moment(now, language), outsiders=about, in_ledger=names["in_ledger"])
