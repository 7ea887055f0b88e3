"""Text of systemd units and crontab lines."""
