"""The paper: content in, PDF bytes out. No SQL, no Qt."""
