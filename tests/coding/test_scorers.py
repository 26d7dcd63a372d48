from rasd.coding.scorers import Scorer, Weights, pairs, shape

SHAPE = shape("s", "form near", "form, form near, words*, words* form", bag="words")
WEIGHTS = Weights(
    values={"form": ["verb", "noun"], "near": ["1"]},
    bag=["sport"],
    bias=[-1.0],
    weights={"form": [1, 200], "form near": [1, 1, 150, 2, 1, -50], "words*": [1, -300], "words* form": [1, 2, 100]},
)


def test_weights_of_templates_and_bags_add_up() -> None:
    scorer = Scorer(SHAPE, WEIGHTS)
    rows = [("verb", 1), ("noun", 1), ("verb", 7), ("noun", 7)]
    found = scorer.probabilities(rows, [[], [], ["sport"], ["sport", "unknown"]])
    logits = [2 + 1.5 - 1, -0.5 - 1, 2 - 3 - 1, -3 + 1 - 1]
    assert [round(float(p), 4) for p in found] == [round(1 / (1 + 2.718281828 ** -z), 4) for z in logits]


def test_values_without_a_weight_count_nothing() -> None:
    assert round(float(Scorer(SHAPE, WEIGHTS).probabilities([("never seen", 99)])[0]), 3) == 0.269


def test_reasons_name_values_and_weights() -> None:
    reasons = Scorer(SHAPE, WEIGHTS).reasons(("verb", 1), ["sport"])
    assert reasons == [("sport", -3.0), ("form=verb", 2.0), ("form=verb near=1", 1.5)]


def test_pairs_are_weighed_as_whole_rows_are() -> None:
    of_pairs = pairs("p", "type", "kind", "gap", "type, kind gap, type kind gap", ("a", "b"))
    weights = Weights(
        {"type": ["raid", "arrest"], "kind": ["x"], "gap": ["0"]}, [], [0.5, -0.5],
        {"type": [1, 10, 20, 2, 30, 40], "kind gap": [1, 1, -60, 70], "type kind gap": [2, 1, 1, 5, 5]},
    )  # fmt: skip
    scorer = Scorer(of_pairs, weights)
    whole = scorer.probabilities([("raid", "x", 0), ("arrest", "x", 0), ("arrest", "x", 3)])
    apart = scorer.of_pairs([("raid",), ("arrest",)], [("x",)], [(0,), (0,), (3,)], [(0, 0), (1, 0), (1, 0)])
    assert whole.tolist() == apart.tolist()
