"""Made files of several documents, and of one that looks like several; what each of them truly says is known.

    seed ─▶ mixed, single: kinds of files ─▶ Bundle(pages, truth) ─▶ files: a PDF with text, or of pictures
              │ for each document
              drafts: what it says ─▶ blocks ─▶ setter: pages in points

All offices below the province, persons, numbers and matters are invented (offices.yaml, words.yaml); the form
is that of Nghị định 30/2020/NĐ-CP and of the party. The same seed always gives the same bytes.
"""
