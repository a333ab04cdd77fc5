"""The check of a package, whoever made it: folder or ZIP ─▶ findings, each with its place.

    tree ─▶ structure · mets (links, hashes, pairs) · descriptions (EAD) · premis ─▶ Report

What comes from outside is not trusted: nothing is unpacked, nothing is read through links or by names that
lead out, XML is read without DTD and network, and against our own schemas only.
"""
