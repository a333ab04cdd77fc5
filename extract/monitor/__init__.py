"""Who watches a batch: status, log, forecast, and the folder where documents arrive."""
