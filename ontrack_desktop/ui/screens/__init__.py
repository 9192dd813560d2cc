"""One file per screen, named like its form and its view-model."""
