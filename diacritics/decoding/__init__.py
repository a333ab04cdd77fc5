"""From tokens to the likeliest words: sentences, candidates, forward-backward, a re-scorer for doubts."""
