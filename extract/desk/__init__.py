"""The desk: a local web application at which a person checks, corrects, finds and signs off.

    browser ─▶ guard (host, origin, session, token) ─▶ routes ─▶ index, log of corrections, pictures
                                                          └─▶ templates ─▶ pages in the session's language

Nothing leaves the machine, and no path that a browser sends is ever opened: a record is what the index has.
"""
