"""Prints every benchmark's table: `make bench`. The outside sets are measured where they lie beside the repository."""

from __future__ import annotations

from tests.benchmarks import false_markers, fit_ranking, formats, large, load, outside, reader, reading, speed, verifying
from tests.benchmarks.data import DATA

print("One question, seed article")
speed.main()
print("\nThe server, driven from another process")
load.main()
if DATA.is_dir():
    print("\nReading flattened chapters")
    reading.main([])
    print("\nReading structured files")
    formats.main([])
    print("\nA long book in the reader")
    reader.main()
    print("\nMarkers found where there are none")
    false_markers.main([])
    outside.main([])
    print("\nQuotations that were changed, and true ones")
    verifying.main([])
    print("\nThe weights of the ranking, and what they are worth")
    fit_ranking.main()
    print("\nSearch over 100,000 passages")
    large.main()
else:
    print(f"\nThe outside sets are not measured: {DATA} is not there. LOCCIT_DATA names another folder.")
