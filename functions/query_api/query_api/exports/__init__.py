"""What leaves as files: a month as a FOCUS dataset, the dashboard as a workbook."""
