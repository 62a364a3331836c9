"""What a mart with many months takes on disk, and what the group's would."""

from finops_runtime.database import load_sql
from tests.bench.mart import Marts
from tests.bench.measure import Measure, Result
from tests.bench.night import first_publication, prepare, publish
from tests.bench.options import Options

_GROUP_FACTS = 270_000_000
_NIGHTS = 2


def bench(marts: Marts, options: Options) -> Result:
    """After some nights in which every row changed: room for a row's next version is part of what a mart takes."""
    mart = marts.of(options.many, options.rows)
    first_publication(mart)
    for night in range(1, _NIGHTS + 1):
        publish(mart, prepare(mart, night), Measure("not counted"))
    tables = mart.db.execute(load_sql("tests.bench", "size_of_mart")).fetchall()
    facts = tables[0]["facts"]
    sizes = {row["table_name"]: (int(row["rows_bytes"]), int(row["index_bytes"])) for row in tables}
    total = (sum(rows for rows, _ in sizes.values()), sum(index for _, index in sizes.values()))
    lines = [_line(name, size, facts) for name, size in {**sizes, "all of them": total}.items()]
    group = sum(total) * _GROUP_FACTS / facts / 1e9
    return Result(
        f"{options.many} months of {options.rows} relevés, {options.views} pricing views: {facts} facts",
        [],
        [],
        [
            f"{'':<28} {'rows MB':>9} {'index MB':>9} {'MB per million facts':>21}",
            *lines,
            f"{_GROUP_FACTS // 1_000_000} million facts of the group at the same size: {group:.0f} GB",
        ],
    )


def _line(name: str, size: tuple[int, int], facts: int) -> str:
    rows, index = size
    return f"{name:<28} {rows / 1e6:>9.1f} {index / 1e6:>9.1f} {(rows + index) / facts:>21.1f}"
