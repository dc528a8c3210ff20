"""Reports: findings become text."""
