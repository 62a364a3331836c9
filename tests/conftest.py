"""Fixtures are plugins, one file a subject."""

pytest_plugins = [
    "tests.fix_servers",
    "tests.fix_chain",
    "tests.fix_company",
    "tests.fix_s3",
    "tests.fix_stubs",
    "tests.fix_traces",
    "tests.fix_screens",
]
