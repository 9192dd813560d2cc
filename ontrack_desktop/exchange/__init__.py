"""Files in and out. Bytes in, records out, and back."""
