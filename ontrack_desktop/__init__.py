"""OnTrack Desktop: offline pastoral casework."""

__version__ = "0.1.0"
