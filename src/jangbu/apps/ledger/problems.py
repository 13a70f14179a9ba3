"""What can go wrong with the ledger, said to whoever asked."""

from jangbu.kernel.errors import Kind

DAMAGED = Kind(
    "ledger.damaged",
    ko="장부의 끝이 맞지 않아요: {head}번까지 있어야 하는데 {last}번에서 끝나요. 그래서 아무것도 적지 않았어요.",
    en="The end of the ledger does not fit: it should reach entry {head} but ends at {last}. Nothing was written.",
    next_ko="./jangbu ledger verify로 어디가 다른지 보고, 마지막 백업을 되돌려 주세요.",
    next_en="See what differs with ./jangbu ledger verify, then restore the last backup.",
    status=503,
)
WHY_TOO_LONG = Kind(
    "ledger.why_too_long",
    ko="까닭이 {length}자예요. 장부에는 {most}자까지 남길 수 있어요.",
    en="The reason has {length} characters; the ledger keeps at most {most}.",
    next_ko="짧게 줄여서 다시 적어 주세요. 아무것도 바뀌지 않았어요.",
    next_en="Say it more briefly. Nothing was changed.",
)
NOTHING_YET = Kind(
    "ledger.empty",
    ko="장부에 아직 기록이 없어요.",
    en="The ledger has no entries yet.",
    next_ko="먼저 일을 하나 해 보세요. 그러면 첫 기록이 남아요.",
    next_en="Do something first; that leaves the first entry.",
)
ANCHOR_IN_THE_WAY = Kind(
    "ledger.anchor_in_the_way",
    ko="{path}에 이 장부가 모르는 파일이 이미 있어요. 덮어쓰지 않았어요.",
    en="{path} already holds a file this ledger does not know. It was not overwritten.",
    next_ko="그 파일은 그대로 두고 다른 이름으로 남겨 주세요.",
    next_en="Keep that file and choose another name.",
    status=409,
)
NOT_WRITABLE = Kind(
    "ledger.not_writable",
    ko="{path}에 쓸 수 없어요 ({reason}).",
    en="Cannot write {path} ({reason}).",
    next_ko="쓸 수 있는 다른 자리를 골라 주세요.",
    next_en="Choose a place that can be written to.",
)
KEY_UNREADABLE = Kind(
    "ledger.key_unreadable",
    ko="서명 열쇠 {path}를 읽을 수 없어요.",
    en="The signing key {path} cannot be read.",
    next_ko="백업에서 되돌려 주세요. 없다면 파일을 치우면 새 열쇠를 만들고 장부에 남겨요.",
    next_en="Restore it from a backup; or move it away, and a new key is made and recorded.",
    status=503,
)
NO_SUCH_ENTRY = Kind(
    "ledger.no_such_entry",
    ko="{number}번 기록은 없어요.",
    en="There is no entry {number}.",
    next_ko="장부에서 번호를 다시 찾아 주세요.",
    next_en="Look for the number in the ledger.",
    status=404,
)
CLOCK_BACK = Kind(
    "ledger.clock_back",
    ko="컴퓨터 시계가 뒤로 갔어요: 지금 {now}인데 {latest}의 기록이 있어요. 그래서 아무것도 적지 않았어요.",
    en="The computer's clock was set back: it is {now}, and there are entries of {latest}. So nothing was written.",
    next_ko="컴퓨터 시계를 맞춰 주세요. 지금 시계가 맞다면 '울린 알림' 화면에서 맞다고 적어 주세요.",
    next_en="Set the computer's clock right. If it is right now, say so on the page of alerts.",
    status=409,
)
NO_WHY = Kind(
    "ledger.no_why",
    ko="까닭이 비어 있어요.",
    en="The reason is missing.",
    next_ko="왜 그런지 한 문장으로 적어 주세요.",
    next_en="Say why in one sentence.",
)
