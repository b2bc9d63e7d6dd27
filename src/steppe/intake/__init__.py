"""The room where pages come in: files, folders, standard input, web addresses, feeds and archives.

`steppe.intake.pages.pages` is the one door. It judges no text and writes nothing.
"""
