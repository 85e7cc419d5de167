"""Share of records that ended regularly in a window, from a CSV export. Standard library only.

    care-ledger export --format csv --out export
    python3 docs/examples/regular_endings.py export 2023-01-01 2023-12-31

The figure is that of `care-ledger indicator run regular-ending` with its defaults: of the records that ended in the
window with a known reason (01-05), those that ended according to plan (01).
"""

import csv
import sys
from pathlib import Path

KNOWN = {"01", "02", "03", "04", "05"}


def ended_in(rows, first, last):
    """Rows of `record` that ended in the window. Days are YYYY-MM-DD, so they compare as texts; empty = still open."""
    return [row for row in rows if row["endOn"] and first <= row["endOn"] <= last]


def main(folder, first, last):
    # newline="" leaves line ends to the csv module; codes stay texts, so 01 is not 1.
    with open(Path(folder) / "record.csv", newline="", encoding="utf-8") as file:
        ended = ended_in(csv.DictReader(file), first, last)
    known = [row for row in ended if row["endReason"] in KNOWN]
    regular = [row for row in known if row["endReason"] == "01"]
    share = len(regular) / len(known) if known else float("nan")
    print(f"numerator={len(regular)} denominator={len(known)} missing={len(ended) - len(known)} share={share:.6f}")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit("usage: regular_endings.py <export folder> <first day> <last day>")
    main(*sys.argv[1:])
