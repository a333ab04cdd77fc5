"""Packages that an archive takes in (Thông tư 05/2025/TT-BNV): written from an output folder, and checked.

    records ─ dossiers ─▶ Dossier (hồ sơ) ┐
                archive.yaml ─ settings ──┴▶ described ─▶ Described ─ build ─▶ Package ─ zipped ─▶ ZIP
                                             └▶ what is missing: then nothing is written
    any package, folder or ZIP ─ tree ─▶ checking ─▶ findings
    records, files ─▶ acceptance ─▶ shares of documents that an archive would refuse, measured accuracy

Names, lengths, orders and codes of all elements stand once, in elements.yaml: what is written, its XSD and
the check come from there. METS, its extensions and XLink are the schemas in xsd/.
"""
