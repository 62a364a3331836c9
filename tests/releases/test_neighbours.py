"""The release before and the present code at work at once, on one schema: the way there, the way back, and the end."""

from tests.releases import previous
from tests.releases.conftest import GROWN, NEW, Releases
from tests.releases.readers import Reader

OLD = previous.version()
SIDE_BY_SIDE = ("side-by-side-0", "side-by-side-3", "side-by-side-7")
"""The broker chooses one of a function's processes by the event's id. Of the first night it gives either some pings; of
the second all pings to the first process of each function, and what is loaded to the second; of the third the other
way round."""


def test_old_and_new_functions_give_the_figures_that_either_gives(releases: Releases) -> None:
    company = releases.stage.company
    for month in company.periods:
        releases.run(month)
    releases.nights("before")
    before = releases.figures()
    with Reader(releases) as reader:
        # Two releases beside each other, on what the new one's `pre` has added.
        releases.migrate(releases.new, "pre")
        assert releases.figures() == before
        releases.deploy(releases.new, 2)
        releases.sources_say(GROWN)
        shared, handed_on, handed_back = releases.nights(*SIDE_BY_SIDE)
        assert releases.worked(shared, "step staged") == {1, 2}
        assert (releases.began(handed_on), releases.worked(handed_on, "published")) == (OLD, {2})
        assert (releases.began(handed_back), releases.worked(handed_back, "published")) == (NEW, {1})
        beside = releases.figures()
        assert beside != before
        assert all(releases.handled_by(1).values()), releases.handled_by(1)
        assert all(releases.handled_by(2).values()), releases.handled_by(2)

        # The new one is bad: the old one goes on alone, its own Job finds nothing to do, the schema stays.
        releases.deploy(releases.old, 2)
        assert releases.migrate(releases.old, "pre") == "nothing to apply\n"
        releases.sources_say(company)
        assert [releases.began(run) for run in releases.nights("back")] == [OLD]
        assert releases.figures() == before

        # Mended: it replaces the old one, whose leftovers then go.
        releases.migrate(releases.new, "pre")
        for number in (1, 2):
            releases.deploy(releases.new, number)
        releases.migrate(releases.new, "post")
        releases.sources_say(GROWN)
        assert [releases.began(run) for run in releases.nights("after")] == [NEW]
        assert releases.figures() == beside
    assert reader.refused == []
    assert set(reader.answered) == {OLD, NEW}
