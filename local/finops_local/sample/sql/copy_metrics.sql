-- Units of consumption.
COPY dim_metric (metric, unit, label_en, label_fr) FROM STDIN
