"""The text of the note, and the words in it that somebody said."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt

from ontrack_desktop.ui.forms.note import Ui_NoteScreen
from ontrack_desktop.ui.icons import set_icon
from ontrack_desktop.ui.theme import restyle
from ontrack_desktop.viewmodels.note import NoteModel

THEIR_WORDS = {"she": "Her wo&rds", "he": "His wo&rds"}
NO_WORDS = "Put the cursor into the words that were said, or select them."


class Words:
    """The text box, its marks, whose words they are, and the sentence under it."""

    def __init__(self, ui: Ui_NoteScreen, model: NoteModel) -> None:
        self._ui, self._model = ui, model
        ui.notice.hide()
        set_icon(ui.words_button, "quote", "voice", 16)
        ui.words_button.set_keys("Ctrl '")
        ui.words_button.clicked.connect(self.mark)
        ui.text.textChanged.connect(self._put_text)
        ui.text.cursorPositionChanged.connect(self._put_caret)
        ui.text.notice.connect(lambda sentence: self.say(sentence))
        ui.quotes.speaker_chosen.connect(lambda quote, who: model.words.put(quote, speaker=who))
        ui.quotes.consent_chosen.connect(lambda quote, may: model.words.put(quote, consent=may))
        ui.quotes.removed.connect(model.words.remove)

    def show_value(self, name: str, value: Any) -> None:
        """Show what the model holds, if it stands in this room."""
        if name == "text":
            self._show_text(value)
        elif name == "quotes":
            marked = (quote for quote in value if quote["start"] >= 0)
            with QSignalBlocker(self._ui.text):
                self._ui.text.set_quotes(tuple(sorted((quote["start"], quote["end"]) for quote in marked)))
            self._show_quotes()

    def show_around(self) -> None:
        """Show whose words they may be."""
        button = self._ui.words_button
        pronoun = self._model.people.around.pronouns.split("/")[0].strip().lower()
        button.setText(THEIR_WORDS.get(pronoun, "Their wo&rds"))
        button.setAccessibleName(button.text().replace("&", ""))
        self._show_quotes()

    def mark(self) -> None:
        """Mark the selection, or the words that the cursor is in; or take the mark off."""
        edit = self._ui.text
        if not self._model.words.mark(*edit.selected_range()):
            self.say(NO_WORDS)
        edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def say(self, sentence: str, role: str = "help") -> None:
        """Say something under the text, until more is typed."""
        restyle(self._ui.notice, role=role)
        self._ui.notice.setText(sentence)
        # a label that wraps claims less than it needs where everything else is as high as it must be
        self._ui.notice.setMinimumHeight(self._ui.notice.heightForWidth(self._ui.text.width()))
        self._ui.notice.show()

    def _put_text(self) -> None:
        edit = self._ui.text
        self._ui.notice.hide()
        self._model.words.put_text(edit.toPlainText(), edit.quote_ranges(), edit.textCursor().position())
        self._show_quotes()

    def _put_caret(self) -> None:
        self._model.caret = self._ui.text.textCursor().position()

    def _show_text(self, text: str) -> None:
        edit = self._ui.text
        if edit.toPlainText() == text:
            return
        with QSignalBlocker(edit):
            edit.setPlainText(text)
            cursor = edit.textCursor()
            cursor.setPosition(min(self._model.caret, edit.document().characterCount() - 1))
            edit.setTextCursor(cursor)

    def _show_quotes(self) -> None:
        speakers = [(str(known.id), known.name) for known in self._model.people.speakers()]
        self._ui.quotes.show_quotes(self._model.values["quotes"], speakers)
