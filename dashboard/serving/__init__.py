"""From a request to ready bytes: static files compressed once, screens kept until anything is published."""
