"""What an output folder holds, ready to be listed, counted and searched: index.sqlite beside the records.

Records ─ write ─▶ index.sqlite (a row a record, its words) ─ read, search ─▶ Row, Hit ; lost ─ build ─▶ anew
"""
