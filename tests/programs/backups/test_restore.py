"""`manage.py restore` refuses what it cannot take, in words, and leaves the base as it was."""

from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import msgspec
import pytest
from django.core.management import CommandError

from programs.interchange.backups import MANIFEST
from programs.models import Programme, User
from tests.programs.backups.kept import Parts, backup_within, doctored, restore
from tests.programs.followed import Rob

pytestmark = [pytest.mark.django_db, pytest.mark.db]

CONSENTS = "tables/programs.consent.jsonl"
USERS = "tables/programs.user.jsonl"


@pytest.fixture
def file(tmp_path) -> Path:
    """A backup of a base that holds Rob, who has left since."""
    rob = Rob()
    file = backup_within(tmp_path / "file")
    rob.user.delete()
    return file


def manifest(**changes):
    def change(parts: Parts) -> None:
        parts[MANIFEST] = msgspec.json.encode(msgspec.json.decode(parts[MANIFEST]) | changes)

    return lambda file: doctored(file, change)


def of_schema(change):
    def changed(parts: Parts) -> None:
        said = msgspec.json.decode(parts[MANIFEST])
        change(said["schema"])
        parts[MANIFEST] = msgspec.json.encode(said)

    return lambda file: doctored(file, changed)


def cut_off(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-300])


def one_bit(file: Path) -> None:
    with ZipFile(file) as archive:
        begins = archive.getinfo(USERS).header_offset
    raw = bytearray(file.read_bytes())
    raw[begins + 100] ^= 1
    file.write_bytes(bytes(raw))


def another_zip(file: Path) -> None:
    with ZipFile(file, "w") as archive:
        archive.writestr("holiday.jpg", b"")


def parts(change):
    return lambda file: doctored(file, change)


UNFIT = {
    "a text": (lambda file: file.write_text("dear diary"), "It is no backup of Strideback"),
    "nothing": (lambda file: file.write_bytes(b""), "It is no backup of Strideback"),
    "another zip": (another_zip, "It is no backup of Strideback: it has no manifest."),
    "another program's": (manifest(format="tar"), "its manifest is another program's"),
    "of a format to come": (manifest(version=2), "It is in format 2, and this Strideback reads 1: upgrade it first."),
    "of a manifest nobody can read": (parts(lambda p: p.update({MANIFEST: b"{"})), "its manifest cannot be read"),
    "of a manifest that is a list": (parts(lambda p: p.update({MANIFEST: b"[]"})), "its manifest cannot be read"),
    "of a manifest without tables": (manifest(tables=7), "its manifest cannot be read"),
    "of a newer base": (
        of_schema(lambda names: names.append("programs.0999_tomorrow")),
        "It is of a newer base: programs.0999_tomorrow unknown here. Upgrade Strideback, then restore.",
    ),
    "of an older base": (
        of_schema(lambda names: names.remove("programs.0008_passkeys")),
        "It is of an older base, without programs.0008_passkeys. Restore it with the release that made it",
    ),
    "cut off": (cut_off, "or its end is missing"),
    "with a bit that has turned": (one_bit, "It is damaged"),
    "without a table": (parts(lambda p: p.pop(USERS)), "its parts are not those that its manifest names"),
    "with a part more": (parts(lambda p: p.update({"uploads/../../etc": b""})), "its parts are not those"),
    "with a row less": (parts(lambda p: p.update({USERS: b""})), f"{USERS} is not as"),
    "with a table of other rows": (parts(lambda p: p.update({USERS: p[CONSENTS]})), f"{USERS} is not as it was"),
}


@pytest.mark.parametrize(("change", "told"), UNFIT.values(), ids=UNFIT)
def test_a_file_is_refused_that_is(file, change, told):
    change(file)
    Rob("ann@home.test")
    with pytest.raises(CommandError) as refused:
        restore(file)
    assert told in str(refused.value)
    assert str(refused.value).endswith("Nothing was changed.")
    assert refused.value.returncode == 2
    assert "rob@" not in str(refused.value)
    assert list(User.objects.values_list("email", flat=True)) == ["ann@home.test"]


def rewritten(table: str, change, *, counted: bool = False):
    """A backup that is whole and says of *table* what *change* makes of its rows: a slip no hash can find."""

    def changed(parts: Parts) -> None:
        rows = [msgspec.json.decode(line) for line in parts[f"tables/{table}.jsonl"].splitlines()]
        raw = b"".join(msgspec.json.encode(row) + b"\n" for row in change(rows))
        said = msgspec.json.decode(parts[MANIFEST])
        (kept,) = [kept for kept in said["tables"] if kept["name"] == table]
        kept["rows"] = len(raw.splitlines()) if counted else kept["rows"]
        kept["member"] |= {"bytes": len(raw), "sha256": sha256(raw).hexdigest()}
        parts |= {MANIFEST: msgspec.json.encode(said), f"tables/{table}.jsonl": raw}

    return lambda file: doctored(file, changed)


def of_tables(change):
    def changed(parts: Parts) -> None:
        said = msgspec.json.decode(parts[MANIFEST])
        for table in said["tables"]:
            change(table)
        parts[MANIFEST] = msgspec.json.encode(said)

    return lambda file: doctored(file, changed)


def renamed(table) -> None:
    table["name"] = table["name"].replace("passkey", "housekey")


def of_fewer_columns(table) -> None:
    table["columns"] = table["columns"][:-1]


CONSENT, USER = "programs.consent", "programs.user"
SLIPS = {
    "a moment that is none": (rewritten(CONSENT, lambda rows: [[1, 1, "1", "noon", None]]), "they do not fit"),
    "a number that is none": (rewritten(CONSENT, lambda rows: [["one", *rows[0][1:]]]), "they do not fit"),
    "a list for a text": (rewritten(USER, lambda rows: [[*rows[0][:-1], {}]]), "they do not fit"),
    "somebody twice": (rewritten(USER, lambda rows: rows * 2, counted=True), "they do not fit"),
    "nothing where something must be": (
        rewritten(CONSENT, lambda rows: [[*rows[0][:2], None, *rows[0][3:]]]),
        "do not fit",
    ),
    "a row that names nobody": (rewritten(CONSENT, lambda rows: [[1, 999, *rows[0][2:]]]), "name others that are not"),
    "a row that is too short": (rewritten(USER, lambda rows: [rows[0][:2]]), f"{USER}.jsonl is not as it was written"),
    "a row that is no list": (rewritten(USER, lambda rows: [{"id": 1}]), f"{USER}.jsonl is not as it was written"),
    "fewer rows than it says": (rewritten(USER, lambda rows: []), f"{USER}.jsonl is not as it was written"),
    "other tables": (of_tables(renamed), "It has other tables than this base: programs.housekey, programs.passkey."),
    "other columns": (of_tables(of_fewer_columns), "account.emailaddress has other columns than here"),
}


@pytest.mark.parametrize(("change", "told"), SLIPS.values(), ids=SLIPS)
def test_rows_are_refused_that_hold(file, typed, change, told):
    typed("replace\n")
    change(file)
    ann = Rob("ann@home.test")
    with pytest.raises(CommandError) as refused:
        restore(file, replace=True)
    assert told in str(refused.value)
    assert "rob@" not in str(refused.value)
    assert Programme.objects.get() == ann.programme
    assert not (Path(file).parent / "media.restored").exists()
