"""The machine: paths, assets, settings, keyring, logs, single instance."""
