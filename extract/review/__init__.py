"""What people say of records: review.sqlite beside them, which no conversion touches.

Draft ─ log ─▶ Entry, Entry, ... ─ overlay ─▶ the record as people left it ; sampling ─▶ how right it was
                                                                            ; learning ─▶ Knowledge
"""
