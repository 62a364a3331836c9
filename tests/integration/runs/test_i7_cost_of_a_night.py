"""I7: a night costs what its months cost, whatever the history: not a row of another month is touched."""

from tests.fix_chain import Chain
from tests.fix_company import LAST_MONTH, PUBLISHED, THIS_MONTH, Company, server


def rows_of_other_months(company: Company) -> set[tuple[str, str, str]]:
    """Where each row of other months stands and which transaction wrote it: changes when a row is written again."""
    found = set()
    for table in PUBLISHED:
        for row in company.all(
            f"SELECT ctid::text, xmin::text, tableoid::regclass::text AS partition FROM {table}"
            " WHERE period_month <> %s",
            THIS_MONTH.first_day,
        ):
            found.add((row["partition"], row["ctid"], row["xmin"]))
    return found


def test_i7_a_run_writes_the_partitions_of_its_months_only(chain: Chain, company: Company) -> None:
    history = [LAST_MONTH.plus(-months) for months in range(3)]
    company.db.execute("UPDATE dim_domain SET available_from = %s", [history[-1].first_day])
    for period in history:
        company.lands("open", period)
    chain.request(periods=[str(period) for period in (*history, THIS_MONTH)])
    chain.settle()
    before = rows_of_other_months(company)
    assert len(before) > len(PUBLISHED) * len(history)
    company.has("cmdb_ci_server", [server("1", "77", "sys-billing")])
    run_id = chain.request(periods=[str(THIS_MONTH)])
    chain.settle()
    assert company.run(run_id)["status"] == "SUCCESS"
    assert company.cost(THIS_MONTH) == 770
    assert rows_of_other_months(company) == before
