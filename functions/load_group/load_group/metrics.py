"""What load_group counts of exchanges."""

from prometheus_client import Counter, Histogram

REQUESTS = Counter("finops_group_requests_total", "Requests of entities answered", ["route", "method", "status"])
EXCHANGES = Counter(
    "finops_group_exchanges_total", "Exchanges judged or given up, by what became of them", ["status", "code"]
)
PIECES = Counter("finops_group_pieces_total", "Pieces staged", ["dataset"])
PIECE_BYTES = Counter("finops_group_piece_bytes_total", "Bytes of the pieces staged, compressed", ["dataset"])
ACCEPTANCE_SECONDS = Histogram(
    "finops_group_acceptance_seconds",
    "Time to judge an exchange and load it",
    buckets=(0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 120, 300, 600),
)
