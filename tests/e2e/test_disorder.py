"""I2 end to end: every event twice and in reverse order leaves the mart of an undisturbed platform, row for row."""

from tests.e2e.conftest import Rows, StartWorld, World


def play(world: World, copies: int) -> Rows:
    """Three months, late data, a night: each request sent `copies` times. Event ids are the same every time."""
    for period in world.stage.company.periods:
        world.run(period, event_id=f"month-{period}")
    world.night("night-1", copies)
    return world.published()


def test_i2_events_doubled_and_reversed_leave_the_same_mart(start_world: StartWorld) -> None:
    with start_world() as quiet:
        expected = play(quiet, copies=1)
        runs = quiet.db.execute("SELECT run_id, status, records_inserted FROM etl_runs ORDER BY run_id").fetchall()
    with start_world("--duplicate", "--reverse", "--concurrency", "1") as troubled:
        found = play(troubled, copies=2)
        assert troubled.stage.platform.wait_idle(30)["dead_lettered"] == 0
        assert (
            troubled.db.execute("SELECT run_id, status, records_inserted FROM etl_runs ORDER BY run_id").fetchall()
            == runs
        )
        leftovers = troubled.db.execute(
            "SELECT (SELECT count(*) FROM fact_pending) + (SELECT count(*) FROM staged_releve) AS rows"
        ).fetchone()
    assert found.keys() == expected.keys()
    for table, rows in expected.items():
        assert rows, table
        assert found[table] == rows, table
    assert leftovers == {"rows": 0}


def test_i2_the_same_night_twice_changes_nothing(company_world: World) -> None:
    before, generation = company_world.published(), company_world.generation()
    company_world.night("night-1", copies=2)
    assert company_world.published() == before
    assert company_world.generation() == generation
