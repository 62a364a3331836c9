import os
from pathlib import Path

from finops_local.servers.place import find_place


def test_data_stay_in_the_state_directory_unless_the_servers_own_user_cannot_enter_it(tmp_path: Path) -> None:
    private = tmp_path / "private"
    private.mkdir(mode=0o700)
    place = find_place(private)
    assert private.stat().st_mode & 0o777 == 0o700
    assert find_place(private) == place
    if os.geteuid() != 0:  # the server runs as whoever calls
        assert place.data == private / "postgres"
        return
    assert place.temporary is not None
    assert place.data.is_relative_to(place.temporary)
    place.data.mkdir()
    place.remove()
    assert not place.temporary.exists()
