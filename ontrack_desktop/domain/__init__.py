"""What is true: records, rules and figures. No Qt, no SQL, no I/O, no clock."""
