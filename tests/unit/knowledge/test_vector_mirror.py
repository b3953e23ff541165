"""The copy of the vectors that queries read."""

from pathlib import Path

import numpy as np

from tilesmith.knowledge.vector_mirror import VectorMirror, store_count

AXES = np.eye(3, dtype=np.float32)


def mirror(*ids: str) -> VectorMirror:
    return VectorMirror(ids, AXES[: len(ids)])


def test_the_nearest_come_first_with_their_cosine() -> None:
    near = mirror("x", "y", "z").nearest(np.array([[0.6, 0.8, 0.0]], dtype=np.float32), 2)

    assert [id_ for id_, _ in near] == ["y", "x"]
    assert np.allclose([score for _, score in near], [0.8, 0.6])


def test_more_than_there_are_is_all_and_a_query_without_known_words_is_nothing() -> None:
    assert len(mirror("x", "y").nearest(AXES[:1], 100)) == 2
    assert mirror("x").nearest(np.zeros((1, 3), dtype=np.float32), 5) == []


def test_what_changed_is_taken_out_replaced_and_added() -> None:
    new = mirror("x", "y").changed({"x"}, ("y", "z"), [AXES[2:], AXES[:1]])

    assert new.ids == ("y", "z")
    assert new.matrix.tolist() == [[0, 0, 1], [1, 0, 0]]


def test_it_survives_the_disk_and_damage_is_no_mirror(tmp_path: Path) -> None:
    assert VectorMirror.read(tmp_path) is None
    mirror("x", "y").write(tmp_path)

    found = VectorMirror.read(tmp_path)

    assert found is not None
    assert (found.ids, found.matrix.tolist()) == (("x", "y"), AXES[:2].tolist())
    (path,) = tmp_path.iterdir()
    path.write_bytes(path.read_bytes()[:-40])
    assert VectorMirror.read(tmp_path) is None
    path.write_bytes(b"garbage")
    assert VectorMirror.read(tmp_path) is None
    VectorMirror.discard(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_store_that_cannot_be_read_has_no_count(tmp_path: Path) -> None:
    assert store_count(tmp_path) is None
    (tmp_path / "chroma.sqlite3").write_bytes(b"\0garbage" * 40)
    assert store_count(tmp_path) is None
