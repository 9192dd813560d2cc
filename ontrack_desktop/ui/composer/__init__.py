"""The rooms of the note composer: each ties some of the form's fields to the part of the note that they show."""
