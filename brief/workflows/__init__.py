"""One function a command, each reading like its line in docs/design.md."""
