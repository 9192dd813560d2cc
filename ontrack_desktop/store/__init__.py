"""The encrypted memory: key slots, engine, rows, unit of work, ledger, search, backup."""
