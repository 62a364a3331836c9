"""What the applications are called, and who owns them."""

SUBJECTS = (
    "Payments",
    "Claims",
    "Policy",
    "Pricing",
    "Customer",
    "Broker",
    "Billing",
    "Ledger",
    "Treasury",
    "Fraud",
    "Identity",
    "Contract",
    "Warranty",
    "Fleet",
    "Logistics",
    "Inventory",
    "Supplier",
    "Purchasing",
    "Payroll",
    "Recruiting",
    "Training",
    "Document",
    "Archive",
    "Signature",
    "Notification",
    "Campaign",
    "Loyalty",
    "Survey",
    "Reporting",
    "Forecast",
)
KINDS = (
    "Portal",
    "Engine",
    "Gateway",
    "Hub",
    "Desk",
    "Batch",
    "Mobile",
    "API",
    "Warehouse",
    "Console",
    "Scheduler",
    "Archive Viewer",
)
OWNERS = (
    "Retail Banking",
    "Insurance",
    "Corporate Services",
    "Human Resources",
    "Digital Factory",
    "Group Finance",
    "Risk and Compliance",
    "Supply Chain",
)


def label_of(index: int) -> str:
    """The label of the application with that index; different for each."""
    # 30 subjects and 12 kinds share a factor: the shift makes every pair of them come up before any comes twice.
    pairs = len(SUBJECTS) * len(KINDS)
    subject, kind = SUBJECTS[index % len(SUBJECTS)], KINDS[(index % pairs // len(SUBJECTS) + index) % len(KINDS)]
    return f"{subject} {kind}" if index < pairs else f"{subject} {kind} {index // pairs + 1}"
