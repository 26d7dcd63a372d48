from rasd.coding.tally import Tally


def test_counts_between_two_words_as_a_look_at_each_does() -> None:
    positions = {1, 4, 5, 9}
    tally = Tally(positions, 10)
    for first in range(11):
        for last in range(11):
            assert tally(first, last) == len([p for p in positions if first <= p < last])
