"""What a person can do, a file per activity: commands in, changes out; queries in, views out."""
