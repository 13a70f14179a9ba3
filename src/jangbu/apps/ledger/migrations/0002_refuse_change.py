"""The database itself refuses to change history. The only SQL of the apps, since no ORM speaks of triggers.

Entries and checkpoints: no UPDATE, no DELETE, no TRUNCATE, and the next entry's number follows the last one (which also
stops SQLite's INSERT OR REPLACE, whose deletions fire no trigger). Values: no UPDATE; erasing a person deletes them.

A later migration that alters one of these tables on SQLite rebuilds it and loses its triggers: end it with
`RunPython(raise_guard)` again. A test looks for them.
"""

from django.db import migrations

REFUSED = "the ledger is append-only"
TABLES = {"ledger_entry": "number", "ledger_checkpoint": "size"}


def guards(vendor: str) -> dict[str, tuple[str, str]]:
    """Trigger name -> (SQL that makes it, SQL that drops it)."""
    return _postgresql() if vendor == "postgresql" else _sqlite()


def raise_guard(apps, schema_editor) -> None:
    for create, _drop in guards(schema_editor.connection.vendor).values():
        schema_editor.execute(create)


def lower_guard(apps, schema_editor) -> None:
    for _create, drop in reversed(guards(schema_editor.connection.vendor).values()):
        schema_editor.execute(drop)


def _sqlite() -> dict[str, tuple[str, str]]:
    made = {}

    def add(name: str, when: str, body: str) -> None:
        made[name] = (f"CREATE TRIGGER {name} BEFORE {when} BEGIN {body} END", f"DROP TRIGGER IF EXISTS {name}")

    refuse = f"SELECT RAISE(ABORT, '{REFUSED}');"
    for table, key in TABLES.items():
        add(f"{table}_no_update", f"UPDATE ON {table}", refuse)
        add(f"{table}_no_delete", f"DELETE ON {table}", refuse)
        add(
            f"{table}_no_replace",
            f"INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key})",
            refuse,
        )
    add(
        "ledger_entry_in_order",
        "INSERT ON ledger_entry WHEN NEW.number <> (SELECT COALESCE(MAX(number), 0) + 1 FROM ledger_entry)"
        " OR EXISTS (SELECT 1 FROM ledger_entry WHERE dedupe_key = NEW.dedupe_key)",
        refuse,
    )
    add("ledger_entryvalue_no_update", "UPDATE ON ledger_entryvalue", refuse)
    return made


def _postgresql() -> dict[str, tuple[str, str]]:
    made = {
        "ledger_refuse": (
            "CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{REFUSED}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
            "DROP FUNCTION IF EXISTS ledger_refuse()",
        ),
        "ledger_follow": (
            "CREATE FUNCTION ledger_follow() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN IF NEW.number <> (SELECT COALESCE(MAX(number), 0) + 1 FROM ledger_entry) THEN "
            f"RAISE EXCEPTION '{REFUSED}' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$",
            "DROP FUNCTION IF EXISTS ledger_follow()",
        ),
    }

    def add(name: str, table: str, when: str, call: str) -> None:
        made[name] = (
            f"CREATE TRIGGER {name} BEFORE {when} EXECUTE FUNCTION {call}()",
            f"DROP TRIGGER IF EXISTS {name} ON {table}",
        )

    for table in TABLES:
        add(f"{table}_no_change", table, f"UPDATE OR DELETE ON {table} FOR EACH ROW", "ledger_refuse")
        add(f"{table}_no_truncate", table, f"TRUNCATE ON {table} FOR EACH STATEMENT", "ledger_refuse")
    add("ledger_entry_in_order", "ledger_entry", "INSERT ON ledger_entry FOR EACH ROW", "ledger_follow")
    values = "ledger_entryvalue"
    add("ledger_entryvalue_no_update", values, f"UPDATE ON {values} FOR EACH ROW", "ledger_refuse")
    return made


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [migrations.RunPython(raise_guard, lower_guard)]
