"""Cell → Observation or Finding: numbers proved, units converted; never a guess."""
