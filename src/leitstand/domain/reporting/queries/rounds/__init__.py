"""Questions about monitoring rounds: what is asked, who has answered, what changed, what was frozen."""
