"""Links event records of many reports into incidents. Knows no database: records go in, incidents come out.

The interface, for a store or anybody else:

- `Record(event, published, text)`: an event record, with its report's day and text where at hand.
  `with_reports(events, reports)` makes them.
- `Linker(weights).link(records, judgements)`: the incidents of all these records, one record alone being one too.
- `Linker(weights).update(fresh, known, pairs=…, incidents=…, judgements=…)`: new records join or found
  incidents. `known` are the records whose days overlap those of `reach(fresh)`, and the others of their incidents; what
  lies further is untouched. Gives an `Update`: the incidents founded or changed, ids that are no more and where
  their records went, and the pairs compared. A store keeps the pairs (event ids and weight) and hands those of the known
  records back, so that only pairs with a new record are compared; without them known pairs are compared again.
- `Linker(weights).compare(fresh, known)` and `.group(records, pairs, …)` are the two halves of `update`, for a store that
  keeps all pairs: what `group` gives for whole parts of the graph of likely pairs is what one `link` of everything gives.
- Ids are stable: an incident keeps its id while most of its records stay together. A weight depends on the two records
  alone, never on what else is there, and groups do not depend on the order of records: many updates give the
  same incidents as one `link`, save where a chain of acts reaches beyond `known`.
- `Judgement(left, right, same)`: a person's word about two records, in order of time; later ones prevail. `merging`
  and `splitting` give those of a person who merges incidents or splits one. The machine undoes none: every call is given all
  judgements about its records.
- `explain(left, right, weights, reader)` in `explaining`: the weight of every comparison between two records.
- `estimate(records, judgements, weights, reader)` in `training`: weights from a user's judgements.

Records of one report are never put in one incident by the machine (a person may).
"""

from rasd.incidents.judging import merging, splitting
from rasd.incidents.linking import Linker, Pair, Update, reach, windows
from rasd.incidents.record import Judgement, Record, with_reports
from rasd.incidents.weights import Weights

__all__ = [
    "Judgement",
    "Linker",
    "Pair",
    "Record",
    "Update",
    "Weights",
    "merging",
    "reach",
    "splitting",
    "windows",
    "with_reports",
]
