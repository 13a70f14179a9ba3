"""What can be wrong when a contract is held to a table where the table lies."""

from jangbu.kernel.errors import Kind

EXTRA_MISSING = Kind(
    "quality.scale_extra_missing",
    ko="'{place}'을(를) {engine}에서 검사하는 데 필요한 {package}이(가) 설치되어 있지 않아요.",
    en="Checking '{place}' on {engine} needs {package}, which is not installed.",
    next_ko="./jangbu install scale 또는 pip install 'jangbu[scale]'로 설치해 주세요.",
    next_en="Install it with ./jangbu install scale or pip install 'jangbu[scale]'.",
)
JAVA_MISSING = Kind(
    "quality.java_missing",
    ko="Spark를 돌릴 Java를 찾지 못했어요.",
    en="Spark needs Java, and none was found.",
    next_ko="Java 17 이상을 설치하거나(데비안: apt install openjdk-17-jre-headless) JAVA_HOME을 맞춰 주세요.",
    next_en="Install Java 17 or newer (Debian: apt install openjdk-17-jre-headless) or set JAVA_HOME.",
)
JAVA_TOO_OLD = Kind(
    "quality.java_too_old",
    ko="찾은 Java({java})는 버전 {version}인데 Spark는 17 이상이 필요해요.",
    en="The Java that was found ({java}) is version {version}; Spark needs 17 or newer.",
    next_ko="Java 17 이상을 설치하고 JAVA_HOME을 그쪽으로 맞춰 주세요.",
    next_en="Install Java 17 or newer and point JAVA_HOME to it.",
)
ENGINE_UNKNOWN = Kind(
    "quality.engine_unknown",
    ko="'{engine}'(으)로는 '{place}'을(를) 검사할 수 없어요.",
    en="'{place}' cannot be checked on '{engine}'.",
    next_ko="파일은 duckdb나 spark, postgresql:// 주소는 duckdb나 postgresql로 검사해 주세요.",
    next_en="Check a file on duckdb or spark, a postgresql:// address on duckdb or postgresql.",
)
SPARK_ADDRESS = Kind(
    "quality.spark_address",
    ko="'{place}'에는 이 컴퓨터의 경로만 쓸 수 있어요.",
    en="'{place}' must name a path on this computer.",
    next_ko="spark:///폴더/파일.parquet처럼 빗금 세 개로 적어 주세요. 클러스터는 check_on에 Ibis 연결을 넘겨 주세요.",
    next_en="Write three slashes, as in spark:///folder/file.parquet; for a cluster, give check_on an Ibis connection.",
)
ENGINE_FAILED = Kind(
    "quality.engine_failed",
    ko="{engine}이(가) '{place}'을(를) 검사하다 멈췄어요: {detail}.",
    en="{engine} stopped while checking '{place}': {detail}.",
    next_ko="연결과 권한을 확인하고 다시 해 주세요. 계속되면 --engine duckdb로 검사할 수 있어요.",
    next_en="Check the connection and rights and try again; if it goes on, check with --engine duckdb.",
)
NO_ROWS = Kind(
    "quality.scale_no_rows",
    ko="'{place}'에 열 {columns}개만 있고 행이 하나도 없어요.",
    en="'{place}' has {columns} columns and not a single row.",
    next_ko="맞는 표인지 확인해 주세요.",
    next_en="Check that it is the right table.",
)
