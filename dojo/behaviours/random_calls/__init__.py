"""Random calls: functions asked with other arguments that their docstrings allow."""
