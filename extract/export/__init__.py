"""Records for other systems: relational tables (SQLite, Parquet), the registers of an archive (CSV, XLSX)."""
