"""From tokens to the likeliest words: segments, candidates, forward-backward, a re-scorer for doubts."""
