"""From a file to a published figure: read → recognise → normalise → validate → stage → publish → query."""
