"""Document → Cells: what stands where, in the report's own words; tables and sentences."""
