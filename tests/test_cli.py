"""The command line as it is typed: real processes, real vaults, every command and every exit code."""

from __future__ import annotations

import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader

from ontrack_desktop import bench, cli
from ontrack_desktop.bench.measure import Line
from ontrack_desktop.cli import commands
from ontrack_desktop.cli.terminal import plain
from ontrack_desktop.demo import build
from ontrack_desktop.domain.choices import QuoteConsent
from ontrack_desktop.domain.ledger import Act
from ontrack_desktop.domain.meetings import Disclosure
from ontrack_desktop.domain.people import Pupil
from ontrack_desktop.services import notes, records, vaults
from ontrack_desktop.services.workspace import Clock
from tests import factories
from tests.conftest import Clock as StillClock
from tests.rosie import Rosie
from tests.services.vault_at_hand import opened
from tests.store.vaults import CHEAP, PASSPHRASE

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
REFERENCE = "BOT-2026-014"
COMMAND = [sys.executable, "-X", "utf8", "-m", "ontrack_desktop"]
Run = Callable[..., subprocess.CompletedProcess[str]]


def environment() -> dict[str, str]:
    """Without a display, and without this person's keyring."""
    kept = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    return kept | {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere"}


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """`run("verify", vault)` from an unrelated folder; `typed` goes to standard input."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()

    def typed_in(*words: object, typed: str = PASSPHRASE + "\n") -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [*COMMAND, *map(str, words)], input=typed, capture_output=True, encoding="utf-8", cwd=elsewhere,
            env=environment(), timeout=100,
        )
        assert "Traceback" not in done.stdout + done.stderr, done.stderr
        assert "fault of the program" not in done.stderr, done.stderr
        return done

    return typed_in


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    """Rosie's vault, closed."""
    clock: Clock = StillClock()
    made = vaults.create_vault(
        tmp_path / "Hill.ontrack", name="Hill", passphrase=PASSPHRASE, worker_name="Dee Marlow", device=None,
        clock=clock, kdf=CHEAP,
    )  # fmt: skip
    result = made.open()
    assert result.worker is not None
    rosie = Rosie(result.worker)

    def write(work: object) -> None:
        for record in rosie.records():
            records.save(work, record)  # type: ignore[arg-type]

    result.workspace.change(write)
    result.workspace.close()
    return made.folder


def acts(vault: Path) -> list[Act]:
    """What the ledger says was done, the newest first, without openings."""
    with opened(vault, StillClock()) as workspace:
        entries = workspace.query(lambda read: read.entries(limit=20))
    return [entry.act for entry in entries if entry.act not in (Act.UNLOCKED, Act.SAVED)]


FROM = ("--passphrase-file", "-")


# -- before any vault --


def test_the_version_is_said_at_once(run: Run) -> None:
    assert run("--version").stdout == "OnTrack Desktop 0.1.0\n"
    script = Path(sysconfig.get_path("scripts")) / "ontrack-desktop"
    said = subprocess.run([script, "--version"], capture_output=True, encoding="utf-8", check=True)
    assert said.stdout == "OnTrack Desktop 0.1.0\n"
    heavy = (
        "import sys\nfrom ontrack_desktop.cli import main\ntry:\n    main(['--version'])\nexcept SystemExit:\n"
        "    print(sorted({m.split('.')[0] for m in sys.modules} & "
        "{'PySide6', 'sqlalchemy', 'pydantic', 'reportlab', 'keyring', 'cryptography', 'tqdm'}))"
    )
    loaded = subprocess.run([sys.executable, "-c", heavy], capture_output=True, encoding="utf-8", check=True)
    assert loaded.stdout.endswith("\n[]\n")


def test_every_command_of_the_readme_is_there_and_no_other(run: Run) -> None:
    promised = set(re.findall(r"`([a-z]+)(?= |`)", README.split("## The command line")[1].split("The passphrase")[0]))
    promised -= {"pack", "plan", "card", "ontrack"}
    assert promised == set(commands.COMMANDS)
    said = run("--help")
    assert said.returncode == 0
    for name in promised:
        assert re.search(rf"^    {name} ", said.stdout, re.M), name
        assert run(name, "--help").returncode == 0


@pytest.mark.parametrize(
    "words",
    [
        "nonsense",
        "verify",
        "report letter --vault V --case R --out F",
        "report pack --vault V --case R --out F --meeting tomorrow",
        "report pack --vault V --out F",
        "export V --case R --format xml",
        "bench --pupils 0",
        "search words",
        "verify V --passphrase otter",
        "init V --passphrase=otter",
    ],
)
def test_wrong_usage_is_2(run: Run, words: str) -> None:
    done = run(*words.split())
    assert done.returncode == 2
    assert done.stderr.startswith("usage: ontrack-desktop")


@pytest.mark.parametrize("words", [
    ["init", ""], ["init", "V", "--name", ""], ["demo", ""], ["verify", ""], ["verify", "V", "--backups", ""],
    ["verify", "V", "--passphrase-file", ""], ["backup", "V", ""], ["restore", "", "V"], ["restore", "B", ""],
    ["export", "V", "--case", "", "--format", "json"], ["search", "", "--vault", "V"], ["search", "W", "--vault", ""],
    ["report", "pack", "--vault", "V", "--case", " ", "--out", "F"],
    ["report", "pack", "--vault", "V", "--case", "R", "--out", ""],
    ["report", "pack", "--vault", "V", "--case", "R", "--out", "F", "--recipient", ""],
    ["bench", "--folder", ""],
])  # fmt: skip
def test_an_argument_with_nothing_in_it_is_wrong_usage(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        cli.main(words)
    assert left.value.code == 2
    assert "nothing is written here" in capsys.readouterr().err


def test_no_option_takes_a_passphrase_itself(run: Run) -> None:
    for name in commands.COMMANDS:
        options = set(re.findall(r"--passphrase\S*", run(name, "--help").stdout))
        assert options <= {"--passphrase-file"}


def test_a_failure_that_can_be_expected_is_one_sentence_and_1(run: Run, vault: Path, tmp_path: Path) -> None:
    def said(*words: object, typed: str = PASSPHRASE + "\n") -> str:
        done = run(*words, *FROM, typed=typed)
        assert done.returncode == 1, done.stdout
        assert done.stdout == ""
        assert done.stderr.count("\n") == 1
        return done.stderr

    assert "There is no vault in this folder." in said("verify", tmp_path / "nowhere")
    assert "does not open this vault" in said("verify", vault, typed="not the passphrase\n")
    assert "no case BT-9" in said("export", vault, "--case", "BT-9", "--format", "json")
    report = ("report", "pack", "--vault", vault, "--case", REFERENCE)
    assert "2026-11-06" in said(*report, "--meeting", "2026-11-07", "--out", tmp_path / "x.pdf")
    assert "Karen Storey (family)" in said(*report, "--recipient", "Somebody", "--out", tmp_path / "x.pdf")
    assert "Leave the meeting out" in said(
        "report", "plan", "--vault", vault, "--case", REFERENCE, "--meeting", "2026-11-06", "--out", tmp_path / "x.pdf"
    )
    assert "Leave the recipient out" in said(
        "report", "card", "--vault", vault, "--case", REFERENCE, "--recipient", "karen", "--out", tmp_path / "x.pdf"
    )
    assert "There is no folder" in said("verify", vault, "--backups", tmp_path / "nowhere")
    assert "this folder is not there" in said(*report, "--out", tmp_path / "nowhere" / "x.pdf")
    no_target = said("backup", vault, tmp_path / "nowhere")
    assert "folder for backups is not there" in no_target
    assert "Settings" not in no_target
    assert "There is no backup at" in said("restore", tmp_path / "x.db", vault)
    assert not (tmp_path / "x.pdf").exists()
    (vault / "store.db").unlink()
    assert "missing" in said("search", "words", "--vault", vault)


def test_a_passphrase_file_that_cannot_be_read_is_said(run: Run, vault: Path, tmp_path: Path) -> None:
    missing = run("verify", vault, "--passphrase-file", tmp_path / "none")
    assert (missing.returncode, missing.stderr.count("\n")) == (1, 1)
    assert f"There is no file {tmp_path / 'none'}" in missing.stderr
    assert "could not be read" in run("verify", vault, "--passphrase-file", tmp_path).stderr
    (tmp_path / "words").write_bytes(b"\xff\xfe")
    assert run("verify", vault, "--passphrase-file", tmp_path / "words").returncode == 1
    (tmp_path / "words").write_text(f"{PASSPHRASE}\nsecond line\n", encoding="utf-8")
    assert run("verify", vault, "--passphrase-file", tmp_path / "words").returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="sessions as POSIX has them")
def test_without_a_terminal_no_passphrase_is_asked_for(vault: Path) -> None:
    done = subprocess.run(
        [*COMMAND, "verify", str(vault)], input=PASSPHRASE, capture_output=True, encoding="utf-8", env=environment(),
        start_new_session=True,
    )
    assert done.returncode == 1
    assert done.stderr == "There is no terminal to ask for the passphrase on. Use --passphrase-file.\n"


def test_a_vault_that_is_open_elsewhere_is_said_to_be_so(run: Run, vault: Path) -> None:
    with opened(vault, StillClock()):
        done = run("verify", vault, *FROM)
    assert done.returncode == 1
    assert "already open on this computer since" in done.stderr
    assert f"(process {os.getpid()})" in done.stderr


CTRL_C = r"""
import os, pty, sys
child, screen = pty.fork()
if child == 0:
    os.execv(sys.executable, [sys.executable, "-X", "utf8", "-m", "ontrack_desktop", "verify", sys.argv[1]])
seen = ""
while True:
    try:
        seen += os.read(screen, 4096).decode()
    except OSError:
        break
    if seen == "Passphrase: ":
        os.write(screen, b"\x03")
print(repr(seen), os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="terminals as POSIX has them")
def test_ctrl_c_ends_quietly_with_130(vault: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", CTRL_C, str(vault)], capture_output=True, encoding="utf-8", env=environment(),
        timeout=60,
    )
    assert re.fullmatch(r"'Passphrase: (\^C)?(\\r\\n)+' 130\n", done.stdout), done.stdout + done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="pipes as POSIX has them")
def test_a_reader_that_has_enough_is_no_failure(vault: Path, tmp_path: Path) -> None:
    words = tmp_path / "words"
    words.write_text(PASSPHRASE, encoding="utf-8")
    command = [*COMMAND, "export", str(vault), "--case", REFERENCE, "--format", "json", "--passphrase-file", str(words)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=20) == 0


@pytest.mark.skipif(sys.platform == "win32", reason="a shell as POSIX has it")
@pytest.mark.parametrize(("closed", "code", "says"), [
    ("<&-", 1, "That passphrase cannot be used"), (">&- <WORDS", 0, ""), (">/dev/full <WORDS", 1, "the disk is full"),
])  # fmt: skip
def test_what_is_closed_or_full_is_no_fault_of_the_program(
    vault: Path, tmp_path: Path, closed: str, code: int, says: str
) -> None:
    if "/dev/full" in closed and not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    (tmp_path / "words").write_text(PASSPHRASE, encoding="utf-8")
    command = shlex.join([*COMMAND, "search", "fridge", "--vault", str(vault), "--passphrase-file", "-"])
    closed = closed.replace("WORDS", shlex.quote(str(tmp_path / "words")))
    done = subprocess.run(
        ["/bin/sh", "-c", f"{command} {closed}"], capture_output=True, encoding="utf-8", env=environment(), timeout=60
    )
    assert (done.returncode, done.stdout) == (code, "")
    assert says in done.stderr
    assert done.stderr.count("\n") == bool(says)


@pytest.mark.skipif(sys.platform == "win32", reason="pipes with names as POSIX has them")
def test_a_paper_takes_the_place_of_no_device(run: Run, vault: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    done = run("report", "card", "--vault", vault, "--case", REFERENCE, "--out", pipe, *FROM)
    assert done.returncode == 1
    assert "is not a file" in done.stderr
    assert pipe.is_fifo()


def test_a_fault_of_the_program_tells_places_and_no_casework(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_arguments: object) -> int:
        raise ValueError(factories.SECRET_TEXT)

    monkeypatch.setitem(commands.COMMANDS, "verify", broken)
    assert cli.main(["verify", "V"]) == 1
    said = capsys.readouterr().err
    assert "This is a fault of the program" in said
    assert "ValueError" in said
    log = re.search(r"stands in (.*)", said)
    assert log is not None
    assert factories.SECRET_TEXT not in said + Path(log[1]).read_text(encoding="utf-8")


# -- with a vault --


def test_init_makes_a_vault_that_opens_with_what_was_given(run: Run, tmp_path: Path) -> None:
    passphrase = "ledger violet canoe biscuit north"
    weak = run("init", tmp_path / "Dale", "--name", "Ola Finch", *FROM, typed="school2026\n")
    assert weak.returncode == 1
    assert list(tmp_path.glob("Dale*")) == []
    done = run("init", tmp_path / "Dale", "--name", "Ola Finch", *FROM, typed=passphrase + "\n")
    assert done.returncode == 0, done.stderr
    found = re.search(r"^    ((?:[0-9A-Z]{4}-){8}[0-9A-Z]{2})$", done.stdout, re.M)
    assert found is not None
    folder = tmp_path / "Dale.ontrack"
    recovered = vaults.recover(folder, found[1], "quite another set of words", None, StillClock(), kdf=CHEAP)
    recovered.workspace.close()
    assert recovered.worker is not None
    assert recovered.worker.name == "Ola Finch"
    again = run("init", folder, "--name", "Ola Finch", *FROM, typed=passphrase + "\n")
    assert again.returncode == 1
    assert "already something in this folder" in again.stderr


def test_init_makes_no_vault_for_nobody_nor_under_a_name_that_cannot_be_kept(run: Run, tmp_path: Path) -> None:
    passphrase = "ledger violet canoe biscuit north"
    words = tmp_path / "words"
    words.write_text(passphrase, encoding="utf-8")
    for given, typed, says in (
        (FROM, f"{passphrase}\n", "--name"),  # the one line is the passphrase, and nobody's name
        (FROM, f"Ola Finch\n{passphrase}\n", "--name"),
        (("--passphrase-file", words), "", "--name"),
        ((*FROM, "--name", "a" * 3_000), f"{passphrase}\n", "Your name cannot be kept. Make this shorter"),
    ):
        done = run("init", tmp_path / "Dale", *given, typed=typed)
        assert (done.returncode, done.stderr.count("\n")) == (1, 1), done.stderr
        assert says in done.stderr
        assert list(tmp_path.glob("Dale*")) == []


def test_restore_puts_nothing_among_other_files(run: Run, vault: Path, tmp_path: Path) -> None:
    stick, letters = tmp_path / "stick", tmp_path / "letters"
    stick.mkdir()
    letters.mkdir()
    (letters / "letter.txt").write_text("somebody's file", encoding="utf-8")
    path = run("backup", vault, stick, *FROM).stdout.splitlines()[0]
    done = run("restore", path, letters, *FROM)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert "Choose an empty folder" in done.stderr
    assert [each.name for each in letters.iterdir()] == ["letter.txt"]


TALK = r"""
import os, pty, re, sys
vault, passphrase = sys.argv[1:3]
child, screen = pty.fork()
if child == 0:
    os.execv(sys.executable, [sys.executable, "-X", "utf8", "-m", "ontrack_desktop", "init", vault])
seen, answered = "", 0
answers = {"Your name: ": "Ola Finch", "New passphrase: ": passphrase, "The same again: ": passphrase}
while True:
    try:
        piece = os.read(screen, 4096).decode()
    except OSError:
        break
    seen += piece
    asked = seen[answered:]
    answer = next((words for prompt, words in answers.items() if asked.endswith(prompt)), None)
    group = re.search(r"Type group (\d) of the code: $", asked)
    if group:
        answer = re.search(r"((?:[0-9A-Z]{4}-){8})", seen)[1].split("-")[int(group[1]) - 1].lower()
    if answer is not None:
        answered = len(seen)
        os.write(screen, (answer + "\n").encode())
print(seen.replace("\r\n", "\n"))
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="terminals as POSIX has them")
def test_init_on_a_terminal_asks_hides_the_passphrase_and_has_the_code_typed_back(tmp_path: Path) -> None:
    passphrase = "ledger violet canoe biscuit north"
    done = subprocess.run(
        [sys.executable, "-c", TALK, str(tmp_path / "Dale"), passphrase], capture_output=True, encoding="utf-8",
        env=environment(), timeout=100,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Both groups are right. The vault is ready." in done.stdout
    assert passphrase not in done.stdout
    again = vaults.open_workspace(tmp_path / "Dale.ontrack", passphrase, None, StillClock())
    again.workspace.close()
    assert again.notices == (), "the recovery sheet was checked"


def test_search_finds_words_and_the_ledger_keeps_only_how_many(run: Run, vault: Path) -> None:
    done = run("search", "unit fridge", "--vault", vault, *FROM)
    assert done.returncode == 0
    assert done.stdout == (
        "2026-10-17\tnote\tRosie Storey\tFinished the unit 2 certificate and put it on the fridge.\n"
    )
    none = run("search", '" OR NEAR( *', "--vault", vault, *FROM)
    assert (none.returncode, none.stdout, none.stderr) == (0, "", "Nothing was found.\n")
    with opened(vault, StillClock()) as workspace:
        payloads = workspace.store.connection.rows("SELECT payload FROM ledger WHERE act = 'searched' ORDER BY seq")
    assert [json.loads(payload) for (payload,) in payloads] == [{"hits": 1}, {"hits": 0}]


def test_text_that_would_steer_a_terminal_is_harmless() -> None:
    assert plain("a\x1b[2Jb\u202ec\td") == "a [2Jb c\td"


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("pack", "Finished a level 2 award in animal care."), ("plan", "Sending Rosie home is a suspension."),
        ("card", "12 Example Lane"),
    ],
)
def test_report_writes_a_pdf_that_is_entered_in_the_record(
    run: Run, vault: Path, tmp_path: Path, kind: str, words: str
) -> None:
    out = tmp_path / "paper.pdf"
    done = run("report", kind, "--vault", vault, "--case", REFERENCE.lower(), "--out", out, *FROM)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"{out}\n")
    document = PdfReader(io.BytesIO(out.read_bytes()))
    text = " ".join(" ".join(page.extract_text() for page in document.pages).split())
    assert words in text
    assert acts(vault)[0] is Act.EXPORTED
    assert list(tmp_path.glob("paper*")) == [out], "nothing half-written stays beside it"
    with opened(vault, StillClock()) as workspace:
        given = workspace.query(lambda read: read.find(Disclosure))
    assert len(given) == (0 if kind == "card" else 1), "the card is our own paper, given to nobody"


def test_a_pack_is_made_for_the_recipient_and_meeting_that_are_named(run: Run, vault: Path, tmp_path: Path) -> None:
    out = tmp_path / "paper.pdf"
    words = ("--meeting", "2026-11-06", "--recipient", "karen", "--out", out)
    done = run("report", "pack", "--vault", vault, "--case", REFERENCE, *words, *FROM)
    assert done.returncode == 0, done.stderr
    assert "Meeting pack for Karen Storey" in done.stdout


def test_a_paper_with_another_childs_name_is_not_made(run: Run, vault: Path, tmp_path: Path) -> None:
    with opened(vault, StillClock()) as workspace:
        other = factories.a_pupil(legal_forename="Marmaduke", legal_surname="Underhay")
        rosie = workspace.query(lambda read: read.find(Pupil))[0]
        workspace.change(lambda work: records.save(work, other))
        quote = factories.a_quote(rosie, words="Marmaduke Underhay came too.", consent=QuoteConsent.ANYWHERE)
        note = factories.a_note(rosie, text="Marmaduke Underhay came too.")
        workspace.change(lambda work: notes.save_note(work, note=note, quotes=[quote]))
    out = tmp_path / "paper.pdf"
    done = run("report", "pack", "--vault", vault, "--case", REFERENCE, "--out", out, *FROM)
    assert done.returncode == 1
    assert "the name of another pupil stands on it" in done.stderr
    assert not out.exists()
    assert Act.EXPORTED not in acts(vault)


def test_verify_says_what_it_looked_at_and_what_is_wrong(run: Run, vault: Path) -> None:
    done = run("verify", vault, *FROM)
    assert done.returncode == 0, done.stderr
    said = done.stdout.splitlines()
    assert [line.split()[0] for line in said[:6]] == ["Header", "File", "Tables", "Ledger", "Records", "Lists"]
    assert said[6] == "Not checked: the backups."
    assert all(line.startswith("Not checked: ") for line in said[6:])
    content = bytearray((vault / "store.db").read_bytes())
    content[-2_000] ^= 1
    (vault / "store.db").write_bytes(content)
    done = run("verify", vault, *FROM)
    assert done.returncode == 1
    said = done.stdout.splitlines()
    assert said[1].split() == ["File", "not", "sound"]
    assert said[2] == "Not checked: the tables, the ledger, the records, the lists: the check ends at the first fault."
    assert done.stderr.startswith("File: ")
    assert done.stderr.endswith(". Put the newest backup back.\n")


def test_verify_looks_at_the_backups_too_if_asked(run: Run, vault: Path, tmp_path: Path) -> None:
    assert "there are none in" in run("verify", vault, "--backups", *FROM).stdout
    stick = tmp_path / "stick"
    stick.mkdir()
    path = Path(run("backup", vault, stick, *FROM).stdout.splitlines()[0])
    done = run("verify", vault, "--backups", stick, *FROM)
    assert done.returncode == 0, done.stderr
    # backed up, opened
    assert re.search(rf"Backup +{path.name}: whole and sealed; .*; the vault has 2 entries after it", done.stdout)
    assert "Not checked: the backups" not in done.stdout
    path.with_suffix(".seal").write_text("{}", encoding="utf-8")
    done = run("verify", vault, "--backups", stick, *FROM)
    assert done.returncode == 1
    assert done.stderr.startswith(f"Backup: {path.name}: its seal cannot be read.")


def test_backup_and_restore_bring_a_lost_vault_back(run: Run, vault: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    made = run("backup", vault, stick, *FROM)
    assert made.returncode == 0, made.stderr
    path = Path(made.stdout.splitlines()[0])
    assert path.parent == stick
    assert acts(vault)[0] is Act.BACKED_UP
    wrong = run("restore", path, vault, *FROM, typed="not the passphrase\n")
    assert wrong.returncode == 1
    back = run("restore", path, vault, *FROM)
    assert back.returncode == 0, back.stderr
    assert "Entries of the ledger after this backup: 2." in back.stdout  # backed up, opened
    assert acts(vault)[0] is Act.RESTORED
    assert len(list(vault.glob("set-aside-*/store.db"))) == 1
    shutil.rmtree(vault)
    assert run("restore", path, vault, *FROM).returncode == 0
    assert run("verify", vault, *FROM).returncode == 0


def test_export_prints_the_case_and_enters_it(run: Run, vault: Path) -> None:
    done = run("export", vault, "--case", REFERENCE, "--format", "json", *FROM)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["pupil"]["known_as"] == "Rosie"
    assert acts(vault)[0] is Act.EXPORTED


def test_bench_prints_what_was_measured_as_a_table(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    asked: list[tuple[int, int, Path | None]] = []

    def measured(*, pupils: int, notes: int, folder: Path | None, progress: Callable[[int, int], None]) -> list[Line]:
        asked.append((pupils, notes, folder))
        progress(notes, notes)
        return [Line("save a note", "one insert", 2.0, 1.0, 3)]

    monkeypatch.setattr(bench, "run", measured)
    assert cli.main(["bench", "--pupils", "12", "--notes", "3456", "--folder", str(tmp_path)]) == 0
    assert asked == [(12, 3456, tmp_path)]
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith("12 pupils, 3,456 notes")
    assert said[-1] == "| save a note | 2.00 ms | 1.00 ms | 2.00× | ≤ 3× | one insert |"


# -- the demo --


@pytest.mark.timeout(240)
def test_the_demo_without_a_display_saves_the_pack_and_a_picture_and_is_not_built_twice(
    run: Run, tmp_path: Path
) -> None:
    place = tmp_path / "demo"
    done = run("demo", place)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert build.PASSPHRASE in done.stdout
    assert "There is no display here" in done.stdout
    (pack,) = place.glob("*.pdf")
    assert len(PdfReader(pack).pages) > 3
    picture = place / "Today.png"
    assert picture.read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
    folder = place / f"{build.NAME}.ontrack"
    assert sorted(path.name for path in place.iterdir()) == sorted([pack.name, picture.name, folder.name])
    made = (folder / "vault.json").read_bytes()
    again = run("demo", place)
    assert again.returncode == 0
    assert "is there already" in again.stdout
    assert (folder / "vault.json").read_bytes() == made
    inside = run("demo", folder)
    assert inside.returncode == 1
    assert "is a vault" in inside.stderr


def test_the_window_knows_the_passphrase_of_the_demo() -> None:
    from ontrack_desktop.system import demo_vault

    assert demo_vault.PASSPHRASE == build.PASSPHRASE


def test_a_demo_that_cannot_be_written_is_said(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = run("demo", tmp_path / "file" / "demo")
    assert done.returncode == 1
    assert "cannot be written to" in done.stderr
