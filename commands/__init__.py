"""The commands of ``netra``, one file per group of them; each is loaded when it is used."""
