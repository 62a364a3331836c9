"""Rankings, anomalies and what has no price: what screens point out."""
