from demo import Newsroom, PieceKind, labels
from demo.pieces import COVERING


def test_every_piece_has_one_label_at_its_own_outlet(newsroom: Newsroom) -> None:
    found = labels(newsroom.outlets)
    bases = {outlet.id: outlet.url for outlet in newsroom.outlets}
    assert len({label.url for label in found}) == len(found) >= 300
    assert all(label.url.startswith(bases[label.outlet_id]) for label in found)


def test_only_reports_and_copies_of_reports_cover(newsroom: Newsroom) -> None:
    for label in labels(newsroom.outlets):
        if label.activities:
            assert label.kind in COVERING | {PieceKind.COPY}
        elif label.kind is PieceKind.COPY:
            assert not label.activities
        else:
            assert label.kind not in COVERING


def test_outlets_left_out_have_no_labels(newsroom: Newsroom) -> None:
    one = newsroom.outlets[:1]
    assert {label.outlet_id for label in labels(one)} == {one[0].id}
