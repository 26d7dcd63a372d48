"""The comparisons and their weights as Splink takes them, on whatever engine."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from rasd.incidents.comparisons import COMPARISONS, Comparison
from rasd.incidents.weights import Weights

if TYPE_CHECKING:
    from splink.internals.database_api import DatabaseAPI
    from splink.internals.splink_dataframe import SplinkDataFrame

_SMALLEST = 1e-4
"""Scale of the two probabilities Splink divides; only their ratio is used."""


def predict(
    api: DatabaseAPI[Any], traits: Any, candidates: Any, weights: Weights, told: Callable[[str], str] = str
) -> SplinkDataFrame:
    """The table that Splink fills: `unique_id_l`, `unique_id_r` and `match_weight` (bits) of each candidate.

    `traits` and `candidates` are tables of the engine behind `api`; `told` puts a condition of a finding in its SQL.
    """
    from splink import Linker, SettingsCreator, block_on

    logging.getLogger("splink").setLevel(logging.ERROR)
    settings = SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="unique_id",
        probability_two_random_records_match=1 / (1 + 2**-weights.prior),
        comparisons=[_splink(c, weights, told) for c in COMPARISONS],
        blocking_rules_to_generate_predictions=[block_on("document")],  # never run: the candidates are registered below
        retain_matching_columns=False,
        retain_intermediate_calculation_columns=False,
    )
    linker = Linker(api.register(traits), settings, log_level=None)
    linker.table_management.register_blocked_pairs_for_predict(api.register(candidates))
    return linker.inference.predict(warning_mode="never")


def _splink(comparison: Comparison, weights: Weights, told: Callable[[str], str]) -> dict[str, Any]:
    """A comparison as Splink takes it: for each finding two probabilities whose ratio is the weight."""
    return {
        "output_column_name": comparison.name,
        "comparison_levels": [
            {
                "sql_condition": finding.sql if finding.sql == "ELSE" else told(finding.sql),
                "label_for_charts": finding.name,
                "m_probability": _SMALLEST * 2 ** (weights.findings[comparison.name, finding.name].bits / 2),
                "u_probability": _SMALLEST * 2 ** (-weights.findings[comparison.name, finding.name].bits / 2),
                "fix_m_probability": True,
                "fix_u_probability": True,
            }
            for finding in comparison.findings
        ],
    }
