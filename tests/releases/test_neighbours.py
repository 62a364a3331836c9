"""The release before and the present code at work at once, on one schema: the way there, the way back, and the end."""

from tests.releases import previous
from tests.releases.conftest import GROWN, NEW, Releases
from tests.releases.readers import Reader

OLD = previous.version()


def test_old_and_new_functions_give_the_figures_that_either_gives(releases: Releases) -> None:
    company = releases.stage.company
    for month in company.periods:
        releases.run(month)
    releases.nights("before", 1)
    before = releases.figures()
    with Reader(releases) as reader:
        # Two releases beside each other, on what the new one's `pre` has added.
        releases.migrate(releases.new, "pre")
        assert releases.figures() == before
        releases.deploy(releases.new, 2)
        releases.sources_say(GROWN)
        side_by_side = releases.nights("side-by-side", 2)
        beside = releases.figures()
        assert beside != before
        assert all(releases.handled_by(1).values()), releases.handled_by(1)
        assert all(releases.handled_by(2).values()), releases.handled_by(2)

        # The new one is bad: the old one goes on alone, its own Job finds nothing to do, the schema stays.
        releases.deploy(releases.old, 2)
        assert releases.migrate(releases.old, "pre") == "nothing to apply\n"
        releases.sources_say(company)
        assert releases.versions(releases.nights("back", 1)) == {OLD}
        assert releases.figures() == before

        # Mended: it replaces the old one, whose leftovers then go.
        releases.migrate(releases.new, "pre")
        for number in (1, 2):
            releases.deploy(releases.new, number)
        releases.migrate(releases.new, "post")
        releases.sources_say(GROWN)
        assert releases.versions(releases.nights("after", 1)) == {NEW}
        assert releases.figures() == beside
    assert releases.versions(side_by_side) <= {OLD, NEW}
    assert reader.refused == []
    assert set(reader.answered) == {OLD, NEW}
